/** The Merkle tree (RFC 6962), its tiles and signed checkpoints (C2SP tlog-tiles, signed-note): pure, no I/O. */
@NullMarked
package dev.cairn.audit.proof;

import org.jspecify.annotations.NullMarked;
