/** What exists, as it is read: the registry's views and queries. */
@NullMarked
package dev.cairn.registry.catalogue;

import org.jspecify.annotations.NullMarked;
