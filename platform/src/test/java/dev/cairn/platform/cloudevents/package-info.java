@NullMarked
package dev.cairn.platform.cloudevents;

import org.jspecify.annotations.NullMarked;
