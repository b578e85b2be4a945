package dev.cairn.platform.view;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What events change in a view, gathered and made together: one round trip for many of the same statement, where views are
 * made anew from hundreds of thousands of events. Changes of one key are made in their order; those of different keys must not
 * bear on each other.
 */
public final class Changes {

    private final JdbcTemplate jdbc;
    private final Map<String, Deque<Change>> byKey = new LinkedHashMap<>();

    public Changes(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    private record Change(String sql, @Nullable Object[] parameters) {}

    /** The changes of one key. */
    public interface OfKey {

        /** To be made after all of the key that were added before. */
        void add(String sql, @Nullable Object... parameters);
    }

    public OfKey of(String key) {
        return (sql, parameters) ->
                byKey.computeIfAbsent(key, it -> new ArrayDeque<>()).add(new Change(sql, parameters));
    }

    /** Makes all of them, in the current transaction. */
    public void make() {
        while (!byKey.isEmpty()) {
            String sql = mostAwaited();
            List<@Nullable Object[]> rows = new ArrayList<>();
            byKey.values().forEach(changes -> takeFirst(changes, sql, rows));
            byKey.values().removeIf(Deque::isEmpty);
            jdbc.batchUpdate(sql, rows);
        }
    }

    /** The statement that comes next for most of the keys. */
    private String mostAwaited() {
        Map<String, Integer> awaited = new HashMap<>();
        byKey.values().forEach(changes -> awaited.merge(changes.element().sql, 1, Integer::sum));
        return awaited.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
    }

    private static void takeFirst(Deque<Change> changes, String sql, List<@Nullable Object[]> rows) {
        while (!changes.isEmpty() && changes.element().sql.equals(sql)) {
            rows.add(Objects.requireNonNull(changes.poll()).parameters);
        }
    }
}
