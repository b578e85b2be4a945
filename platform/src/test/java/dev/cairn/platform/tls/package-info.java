@NullMarked
package dev.cairn.platform.tls;

import org.jspecify.annotations.NullMarked;
