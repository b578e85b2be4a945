@NullMarked
package dev.cairn.platform.view;

import org.jspecify.annotations.NullMarked;
