/** What speaks against running a version, as far as it was taken in. */
@NullMarked
package dev.cairn.deployment.standing;

import org.jspecify.annotations.NullMarked;
