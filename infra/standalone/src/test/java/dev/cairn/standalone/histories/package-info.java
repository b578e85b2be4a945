/**
 * Random histories of many models, told to all services at once while these are stopped, started and kept from hearing each
 * other; what came of them is read off the log.
 */
@NullMarked
package dev.cairn.standalone.histories;

import org.jspecify.annotations.NullMarked;
