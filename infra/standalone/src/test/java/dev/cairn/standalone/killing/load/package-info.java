/** Those who use a Cairn while it is killed, and what they were told. */
@NullMarked
package dev.cairn.standalone.killing.load;

import org.jspecify.annotations.NullMarked;
