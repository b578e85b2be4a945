/** Signing in, and talking to the services over HTTP. */
@NullMarked
package dev.cairn.cli.remote;

import org.jspecify.annotations.NullMarked;
