/** How people and machines get a token from an issuer. */
@NullMarked
package dev.cairn.cli.signin;

import org.jspecify.annotations.NullMarked;
