@NullMarked
package dev.cairn.platform.identity;

import org.jspecify.annotations.NullMarked;
