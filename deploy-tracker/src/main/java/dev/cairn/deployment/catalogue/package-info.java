/** What the registry says: models and who may see them, versions and their content, questions whether one may retire. */
@NullMarked
package dev.cairn.deployment.catalogue;

import org.jspecify.annotations.NullMarked;
