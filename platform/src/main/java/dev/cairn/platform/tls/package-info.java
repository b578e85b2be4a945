/** What goes wrong with TLS, in words that somebody can act on. */
@NullMarked
package dev.cairn.platform.tls;

import org.jspecify.annotations.NullMarked;
