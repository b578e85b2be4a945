package dev.cairn.platform.identity;

import java.util.List;

/**
 * Paths that answer without a token; contributed as a bean by a service that has any, such as the public log.
 *
 * @param patterns of Spring's path patterns, for example {@code /log/**}
 */
public record OpenPaths(List<String> patterns) {}
