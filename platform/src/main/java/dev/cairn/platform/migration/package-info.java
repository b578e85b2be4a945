/** A service's schemas, made and kept up to date by its owner role when it starts. */
@NullMarked
package dev.cairn.platform.migration;

import org.jspecify.annotations.NullMarked;
