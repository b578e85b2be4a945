package dev.cairn.platform.migration;

/**
 * Tables among a service's views that another module brings, as a bean. Its migrations are numbered from {@code V0_2} on, so
 * that the service's own, from {@code V1}, come after them.
 *
 * @param location on the class path, for example {@code db/model-visibility}
 */
public record ViewTables(String location) {}
