/** Approval: which version may get to which stage and run there, and who decided it. */
@NullMarked
package dev.cairn.approval;

import org.jspecify.annotations.NullMarked;
