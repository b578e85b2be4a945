/** Whether a cluster may run some content. */
@NullMarked
package dev.cairn.deployment.admission;

import org.jspecify.annotations.NullMarked;
