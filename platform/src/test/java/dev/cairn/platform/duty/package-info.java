@NullMarked
package dev.cairn.platform.duty;

import org.jspecify.annotations.NullMarked;
