@NullMarked
package dev.cairn.platform.web;

import org.jspecify.annotations.NullMarked;
