/** What each stage demands of a version: policies, proposed by one person of governance and adopted by another. */
@NullMarked
package dev.cairn.approval.policy;

import org.jspecify.annotations.NullMarked;
