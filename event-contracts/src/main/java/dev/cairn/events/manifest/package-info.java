/** What a version is: a document that names every artifact and where it came from. */
@NullMarked
package dev.cairn.events.manifest;

import org.jspecify.annotations.NullMarked;
