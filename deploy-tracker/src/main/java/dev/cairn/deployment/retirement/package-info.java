/** The answer to the registry's question whether a version may retire. */
@NullMarked
package dev.cairn.deployment.retirement;

import org.jspecify.annotations.NullMarked;
