/** The life of one version at one target: asked for, started, running, ended; commands with their decisions, and the API. */
@NullMarked
package dev.cairn.deployment.deployment;

import org.jspecify.annotations.NullMarked;
