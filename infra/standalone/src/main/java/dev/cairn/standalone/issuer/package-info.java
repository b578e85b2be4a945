/** The standalone's own issuer of tokens, with demo users; elsewhere an organisation's OIDC issuer takes its place. */
@NullMarked
package dev.cairn.standalone.issuer;

import org.jspecify.annotations.NullMarked;
