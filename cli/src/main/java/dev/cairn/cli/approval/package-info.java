/** Commands about who may bring a version to a stage. */
@NullMarked
package dev.cairn.cli.approval;

import org.jspecify.annotations.NullMarked;
