/** The log from a terminal: search it, check a proof, verify everything. */
@NullMarked
package dev.cairn.cli.audit;

import org.jspecify.annotations.NullMarked;
