/** The chart, rendered by the real Helm and held against what Kubernetes and Cairn's services take. */
@NullMarked
package dev.cairn.helm;

import org.jspecify.annotations.NullMarked;
