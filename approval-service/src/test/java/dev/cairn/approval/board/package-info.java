@NullMarked
package dev.cairn.approval.board;

import org.jspecify.annotations.NullMarked;
