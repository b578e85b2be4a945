/** What the audit log records about itself; topic {@code cairn.audit}. */
@NullMarked
package dev.cairn.events.audit;

import org.jspecify.annotations.NullMarked;
