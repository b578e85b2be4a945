package dev.cairn.platform.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.postgres.ServiceDatabase;
import dev.cairn.test.TestServers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class MigrationsTest {

    private static final int PROCESSES = 4;

    @Test
    void areMadeByOneOfSeveralProcessesThatStartAtOnce() throws Exception {
        ServiceDatabase database = TestServers.database("registry");
        var pool = Executors.newFixedThreadPool(PROCESSES);
        var go = new CountDownLatch(1);
        List<Future<?>> starting = new ArrayList<>();
        for (int process = 0; process < PROCESSES; process++) {
            starting.add(pool.submit(() -> {
                go.await();
                new Migrations("registry", database.asOwner(), database.application(), database.reader()).migrate();
                return null;
            }));
        }

        go.countDown();

        for (Future<?> process : starting) {
            process.get();
        }
        pool.shutdown();
        assertThat(JdbcClient.create(database.asApplication())
                        .sql("show search_path")
                        .query(String.class)
                        .single())
                .isEqualTo("views");
    }
}
