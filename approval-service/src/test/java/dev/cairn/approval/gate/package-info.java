@NullMarked
package dev.cairn.approval.gate;

import org.jspecify.annotations.NullMarked;
