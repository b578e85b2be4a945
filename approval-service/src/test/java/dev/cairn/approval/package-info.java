@NullMarked
package dev.cairn.approval;

import org.jspecify.annotations.NullMarked;
