/** What approval does of itself: answers deploy-tracker, and ends what is over. */
@NullMarked
package dev.cairn.approval.answer;

import org.jspecify.annotations.NullMarked;
