/** Read models fed by a service's own events, in the transaction that stores them. */
@NullMarked
package dev.cairn.platform.view;

import org.jspecify.annotations.NullMarked;
