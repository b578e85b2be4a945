@NullMarked
package dev.cairn.test;

import org.jspecify.annotations.NullMarked;
