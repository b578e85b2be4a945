/** The read side of targets and deployments: what runs where, now and at any instant before. */
@NullMarked
package dev.cairn.deployment.board;

import org.jspecify.annotations.NullMarked;
