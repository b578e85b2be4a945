/** The way of a version to a stage: requested, checked, reviewed, approved, and what ends its approval. */
@NullMarked
package dev.cairn.approval.promotion;

import org.jspecify.annotations.NullMarked;
