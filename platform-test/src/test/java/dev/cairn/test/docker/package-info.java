@NullMarked
package dev.cairn.test.docker;

import org.jspecify.annotations.NullMarked;
