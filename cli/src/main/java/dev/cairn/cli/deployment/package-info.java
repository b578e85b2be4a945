/** Commands about what runs where. */
@NullMarked
package dev.cairn.cli.deployment;

import org.jspecify.annotations.NullMarked;
