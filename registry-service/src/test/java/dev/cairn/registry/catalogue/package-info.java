@NullMarked
package dev.cairn.registry.catalogue;

import org.jspecify.annotations.NullMarked;
