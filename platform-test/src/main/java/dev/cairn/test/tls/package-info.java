/** Certificates of a test, good and bad, and servers that show them. */
@NullMarked
package dev.cairn.test.tls;

import org.jspecify.annotations.NullMarked;
