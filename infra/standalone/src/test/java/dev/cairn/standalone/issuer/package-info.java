@NullMarked
package dev.cairn.standalone.issuer;

import org.jspecify.annotations.NullMarked;
