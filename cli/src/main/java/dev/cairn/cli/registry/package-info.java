/** Models and versions from a terminal: register, look, pull, tag. */
@NullMarked
package dev.cairn.cli.registry;

import org.jspecify.annotations.NullMarked;
