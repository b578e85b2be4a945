package dev.cairn.platform.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.test.TestServers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

class ChangesTest {

    private static final String SET =
            "insert into shelf (key, value) values (?, ?) on conflict (key) do update set value = excluded.value";
    private static final String APPEND = "update shelf set value = value || ? where key = ?";
    private static final String REMOVE = "delete from shelf where key = ?";

    private SingleConnectionDataSource connection;
    private JdbcTemplate jdbc;

    @BeforeEach
    void makeTable() throws Exception {
        connection = new SingleConnectionDataSource(
                TestServers.postgres().superuser("postgres").getConnection(), true);
        jdbc = new JdbcTemplate(connection);
        jdbc.execute("create temporary table shelf (key text primary key, value text)");
    }

    @AfterEach
    void disconnect() {
        connection.destroy();
    }

    @Test
    void whatHappensToEachKeyHappensInItsOrder() {
        var random = new Random(7);
        Map<String, String> expected = new TreeMap<>();
        var changes = new Changes(jdbc);
        for (int i = 0; i < 2_000; i++) {
            String key = "key-" + random.nextInt(40);
            String text = Integer.toString(i);
            switch (random.nextInt(5)) {
                case 0 -> {
                    expected.put(key, text);
                    changes.of(key).add(SET, key, text);
                }
                case 1 -> {
                    expected.remove(key);
                    changes.of(key).add(REMOVE, key);
                }
                default -> {
                    expected.computeIfPresent(key, (it, value) -> value + text);
                    changes.of(key).add(APPEND, text, key);
                }
            }
        }

        changes.make();

        assertThat(shelf()).isEqualTo(expected);
    }

    @Test
    void equalStatementsOfManyKeysAreSentTogether() {
        List<Integer> sent = new ArrayList<>();
        var counting = new JdbcTemplate(connection) {
            @Override
            public int[] batchUpdate(String sql, List<? extends Object[]> rows) {
                sent.add(rows.size());
                return super.batchUpdate(sql, rows);
            }
        };
        var changes = new Changes(counting);
        for (int i = 0; i < 100; i++) {
            changes.of("key-" + i).add(SET, "key-" + i, "");
            changes.of("key-" + i).add(APPEND, "a", "key-" + i);
            changes.of("key-" + i).add(APPEND, "b", "key-" + i);
        }

        changes.make();

        assertThat(sent).containsExactly(100, 200);
        assertThat(shelf().values()).hasSize(100).containsOnly("ab");
    }

    private Map<String, String> shelf() {
        Map<String, String> shelf = new HashMap<>();
        jdbc.query("select key, value from shelf", row -> {
            shelf.put(row.getString("key"), row.getString("value"));
        });
        return shelf;
    }
}
