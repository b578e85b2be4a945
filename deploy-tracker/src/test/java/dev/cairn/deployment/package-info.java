@NullMarked
package dev.cairn.deployment;

import org.jspecify.annotations.NullMarked;
