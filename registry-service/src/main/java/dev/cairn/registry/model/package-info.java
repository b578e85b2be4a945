/** A model: its name, how its versions are labelled, its aliases, and who may see it. */
@NullMarked
package dev.cairn.registry.model;

import org.jspecify.annotations.NullMarked;
