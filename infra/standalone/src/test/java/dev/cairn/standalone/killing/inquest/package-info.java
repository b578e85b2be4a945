/** What is held after a blow: everything that was answered against what is there. */
@NullMarked
package dev.cairn.standalone.killing.inquest;

import org.jspecify.annotations.NullMarked;
