/** What people with access to disks, database or broker could do to a standalone's history; for the demo and its tests. */
@NullMarked
package dev.cairn.standalone.insider;

import org.jspecify.annotations.NullMarked;
