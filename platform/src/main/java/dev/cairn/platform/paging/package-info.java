/** Lists in pages, by cursors that cannot be forged. */
@NullMarked
package dev.cairn.platform.paging;

import org.jspecify.annotations.NullMarked;
