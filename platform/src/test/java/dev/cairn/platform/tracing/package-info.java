@NullMarked
package dev.cairn.platform.tracing;

import org.jspecify.annotations.NullMarked;
