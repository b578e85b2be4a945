/** Tests of rebuild, restore and republish on running services with real servers. */
@NullMarked
package dev.cairn.platform.recovery;

import org.jspecify.annotations.NullMarked;
