@NullMarked
package dev.cairn.deployment.deployment;

import org.jspecify.annotations.NullMarked;
