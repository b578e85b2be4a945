/** Talking to the services over HTTP, as whoever is signed in. */
@NullMarked
package dev.cairn.cli.remote;

import org.jspecify.annotations.NullMarked;
