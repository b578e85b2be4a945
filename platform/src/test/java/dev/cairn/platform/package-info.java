@NullMarked
package dev.cairn.platform;

import org.jspecify.annotations.NullMarked;
