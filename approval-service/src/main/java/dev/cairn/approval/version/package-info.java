/** What the registry says about versions, as far as their promotion depends on it. */
@NullMarked
package dev.cairn.approval.version;

import org.jspecify.annotations.NullMarked;
