@NullMarked
package dev.cairn.audit;

import org.jspecify.annotations.NullMarked;
