@NullMarked
package dev.cairn.visibility;

import org.jspecify.annotations.NullMarked;
