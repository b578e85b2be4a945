@NullMarked
package dev.cairn.audit.verification;

import org.jspecify.annotations.NullMarked;
