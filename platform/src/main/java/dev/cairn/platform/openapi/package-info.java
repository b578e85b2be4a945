/** The description of a service's API (OpenAPI 3.1), made from its controllers. */
@NullMarked
package dev.cairn.platform.openapi;

import org.jspecify.annotations.NullMarked;
