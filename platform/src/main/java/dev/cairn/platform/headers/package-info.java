/** What every answer tells browsers and gateways, whoever gives it. */
@NullMarked
package dev.cairn.platform.headers;

import org.jspecify.annotations.NullMarked;
