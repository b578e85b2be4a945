@NullMarked
package dev.cairn.deployment.board;

import org.jspecify.annotations.NullMarked;
