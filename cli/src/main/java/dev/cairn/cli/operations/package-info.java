/** What operators do to a running service. */
@NullMarked
package dev.cairn.cli.operations;

import org.jspecify.annotations.NullMarked;
