/** The lineage service: what came from what, from data and code to what runs, made from the topics alone. */
@NullMarked
package dev.cairn.lineage;

import org.jspecify.annotations.NullMarked;
