/** Who may see which model: one rule for all services, and the view that those which are not the registry follow it by. */
@NullMarked
package dev.cairn.visibility;

import org.jspecify.annotations.NullMarked;
