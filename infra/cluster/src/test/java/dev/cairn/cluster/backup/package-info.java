/** Takes back-ups of a running Cairn and puts them back, by the commands of docs/backup.md. */
@NullMarked
package dev.cairn.cluster.backup;

import org.jspecify.annotations.NullMarked;
