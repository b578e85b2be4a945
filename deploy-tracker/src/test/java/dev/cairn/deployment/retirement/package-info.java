@NullMarked
package dev.cairn.deployment.retirement;

import org.jspecify.annotations.NullMarked;
