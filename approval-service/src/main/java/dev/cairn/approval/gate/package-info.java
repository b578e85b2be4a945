/** The checks of a policy, evaluated for a version. */
@NullMarked
package dev.cairn.approval.gate;

import org.jspecify.annotations.NullMarked;
