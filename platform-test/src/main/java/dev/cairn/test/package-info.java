/** The test kit: real servers, shared by all tests of a JVM and kept apart by name. */
@NullMarked
package dev.cairn.test;

import org.jspecify.annotations.NullMarked;
