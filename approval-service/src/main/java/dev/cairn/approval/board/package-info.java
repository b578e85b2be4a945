/** Promotions as they are requested, reviewed and read. */
@NullMarked
package dev.cairn.approval.board;

import org.jspecify.annotations.NullMarked;
