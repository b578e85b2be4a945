@NullMarked
package dev.cairn.platform.command;

import org.jspecify.annotations.NullMarked;
