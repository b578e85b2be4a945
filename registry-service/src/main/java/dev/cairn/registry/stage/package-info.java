/** What approval and deploy-tracker say about the registry's versions: where they were promoted to, and where they run. */
@NullMarked
package dev.cairn.registry.stage;

import org.jspecify.annotations.NullMarked;
