/** What approval says: promotions and how they ended, and its answers to deployment requests. */
@NullMarked
package dev.cairn.deployment.approval;

import org.jspecify.annotations.NullMarked;
