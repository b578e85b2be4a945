/** What the registry says: versions and their content, questions whether one may retire. */
@NullMarked
package dev.cairn.deployment.catalogue;

import org.jspecify.annotations.NullMarked;
