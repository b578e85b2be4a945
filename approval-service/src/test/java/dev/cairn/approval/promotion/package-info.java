@NullMarked
package dev.cairn.approval.promotion;

import org.jspecify.annotations.NullMarked;
