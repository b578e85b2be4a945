package dev.cairn.test;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.embedded.KafkaServer;
import dev.cairn.postgres.PostgresServer;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TestServersTest {

    @Test
    void theBrokerAnswers() throws Exception {
        try (var admin =
                Admin.create(Map.of("bootstrap.servers", TestServers.kafka().bootstrapServers()))) {
            assertThat(admin.describeCluster().nodes().get()).hasSize(1);
        }
    }

    private static String setting(String name) throws SQLException {
        try (var connection = TestServers.postgres()
                        .superuser(TestServers.freshDatabase("kit"))
                        .getConnection();
                var statement = connection.createStatement();
                var setting = statement.executeQuery("show " + name)) {
            setting.next();
            return setting.getString(1);
        }
    }

    @Test
    void postgresIsOfTheOneVersionThatCairnIsTestedWith() throws SQLException {
        assertThat(setting("server_version")).isEqualTo("18.6");
    }

    @ParameterizedTest
    @MethodSource
    void postgresIsToldWhatEachIsTold(String name, String value) throws SQLException {
        assertThat(setting(name)).isEqualTo(value);
    }

    static Stream<Arguments> postgresIsToldWhatEachIsTold() {
        return PostgresServer.SETTINGS.entrySet().stream()
                .map(setting -> Arguments.of(setting.getKey(), setting.getValue()));
    }

    @Test
    void kafkaIsToldWhatEachIsTold() throws Exception {
        try (var admin =
                Admin.create(Map.of("bootstrap.servers", TestServers.kafka().bootstrapServers()))) {
            var broker = new ConfigResource(ConfigResource.Type.BROKER, "1");
            Map<String, String> told = admin.describeConfigs(List.of(broker)).all().get().get(broker).entries().stream()
                    .filter(entry -> KafkaServer.SETTINGS.containsKey(entry.name()))
                    .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value));
            assertThat(told).isEqualTo(KafkaServer.SETTINGS);
        }
    }
}
