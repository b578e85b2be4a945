@NullMarked
package dev.cairn.standalone.cli;

import org.jspecify.annotations.NullMarked;
