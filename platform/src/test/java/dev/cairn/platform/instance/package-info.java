/** What happens to a lock when its process dies, hangs or waits. */
@NullMarked
package dev.cairn.platform.instance;

import org.jspecify.annotations.NullMarked;
