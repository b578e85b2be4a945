@NullMarked
package dev.cairn.audit.log;

import org.jspecify.annotations.NullMarked;
