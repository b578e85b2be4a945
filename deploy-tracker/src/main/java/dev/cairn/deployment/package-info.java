/** Deploy-tracker: what runs where, since when, and by whose approval. */
@NullMarked
package dev.cairn.deployment;

import org.jspecify.annotations.NullMarked;
