package dev.cairn.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.embedded.BrokerPrincipals;
import dev.cairn.embedded.EmbeddedBroker;
import dev.cairn.events.Topics;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicsAndRightsTest {

    private static final BrokerPrincipals PRINCIPALS =
            new BrokerPrincipals("admin", Map.of("admin", "admins-password-0"));

    @TempDir
    private Path directory;

    @Test
    void anEmptyClusterGetsTopicsUsersAndRights_andAgainChangesNothing() throws Exception {
        try (var broker = EmbeddedBroker.startSecured(directory, 0, 0, PRINCIPALS)) {
            Map<String, String> settings = settings(broker);
            settings.put("cairn.password.registry", "registrys-password");

            TopicsAndRights.establish(settings);
            TopicsAndRights.establish(settings);

            try (var admin = administrator(broker)) {
                assertThat(admin.describeTopics(Topics.all())
                                .allTopicNames()
                                .get()
                                .values())
                        .allSatisfy(topic -> assertThat(topic.partitions()).hasSize(3));
                assertThat(admin.describeUserScramCredentials().all().get()).hasSize(1);
                assertThat(admin.describeUserScramCredentials()
                                .description("registry")
                                .get()
                                .credentialInfos())
                        .singleElement()
                        .satisfies(credential ->
                                assertThat(credential.mechanism()).isEqualTo(ScramMechanism.SCRAM_SHA_512));
                assertThat(admin.describeAcls(AclBindingFilter.ANY).values().get())
                        .isNotEmpty()
                        .noneSatisfy(right -> assertThat(right.entry().operation())
                                .isIn(AclOperation.DELETE, AclOperation.ALTER, AclOperation.ALTER_CONFIGS));
            }
        }
    }

    @Test
    void aMisspeltSettingIsRefusedBeforeAnythingIsDone() {
        assertThatThrownBy(() -> TopicsAndRights.establish(
                        Map.of("bootstrap.servers", "127.0.0.1:1", "cairn.password.registrry", "secret")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cairn.password.registrry")
                .hasMessageNotContaining("secret");
    }

    @Test
    void everyServiceThatTheTopicsNameIsPrepared() {
        assertThat(TopicsAndRights.SERVICES)
                .hasSameElementsAs(Topics.all().stream()
                        .map(topic -> topic.split("\\.")[1])
                        .toList());
    }

    private static Admin administrator(EmbeddedBroker broker) {
        Map<String, Object> client = new HashMap<>(broker.clientSettings("admin"));
        client.put("bootstrap.servers", broker.bootstrapServers());
        return Admin.create(client);
    }

    private static Map<String, String> settings(EmbeddedBroker broker) {
        Map<String, String> settings = new HashMap<>(broker.clientSettings("admin"));
        settings.put("bootstrap.servers", broker.bootstrapServers());
        settings.put("cairn.partitions", "3");
        settings.put("cairn.replicas", "1");
        return settings;
    }
}
