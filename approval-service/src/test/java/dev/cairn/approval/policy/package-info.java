@NullMarked
package dev.cairn.approval.policy;

import org.jspecify.annotations.NullMarked;
