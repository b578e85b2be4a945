@NullMarked
package dev.cairn.registry.artifact;

import org.jspecify.annotations.NullMarked;
