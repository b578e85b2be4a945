/** The registry: which models and versions exist, and where they came from. */
@NullMarked
package dev.cairn.registry;

import org.jspecify.annotations.NullMarked;
