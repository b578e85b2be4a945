@NullMarked
package dev.cairn.registry.model;

import org.jspecify.annotations.NullMarked;
