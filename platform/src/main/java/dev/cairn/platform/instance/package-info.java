/** Several processes of one service: which of them does what only one may do, docs/platform/instances.md. */
@NullMarked
package dev.cairn.platform.instance;

import org.jspecify.annotations.NullMarked;
