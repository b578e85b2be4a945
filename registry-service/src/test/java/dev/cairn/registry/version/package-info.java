@NullMarked
package dev.cairn.registry.version;

import org.jspecify.annotations.NullMarked;
