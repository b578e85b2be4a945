package dev.cairn.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

class TestServersTest {

    @Test
    void postgresSyncsEveryCommit() throws Exception {
        try (var connection = TestServers.postgres()
                        .superuser(TestServers.freshDatabase("kit"))
                        .getConnection();
                var statement = connection.createStatement();
                var fsync = statement.executeQuery("show fsync")) {
            fsync.next();
            assertThat(fsync.getString(1)).isEqualTo("on");
        }
    }

    @Test
    void theBrokerAnswers() throws Exception {
        try (var admin =
                Admin.create(Map.of("bootstrap.servers", TestServers.kafka().bootstrapServers()))) {
            assertThat(admin.describeCluster().nodes().get()).hasSize(1);
        }
    }
}
