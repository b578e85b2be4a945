/** Settings that nobody knows stop a service before it starts. */
@NullMarked
package dev.cairn.platform.configuration;

import org.jspecify.annotations.NullMarked;
