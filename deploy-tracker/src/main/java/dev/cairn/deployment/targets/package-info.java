/** The places where versions run. */
@NullMarked
package dev.cairn.deployment.targets;

import org.jspecify.annotations.NullMarked;
