@NullMarked
package dev.cairn.standalone.killing;

import org.jspecify.annotations.NullMarked;
