package dev.cairn.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerTest {

    private static final BrokerPrincipals PRINCIPALS =
            new BrokerPrincipals("admin", Map.of("admin", "secret-of-the-admin", "registry", "secret-of-the-registry"));

    @TempDir
    Path directory;

    @Test
    void aPrincipalHasOnlyTheRightsItWasGivenAndTheDataSurvivesARestart() throws Exception {
        try (var broker = EmbeddedBroker.startSecured(directory, 0, 0, PRINCIPALS);
                var admin = client(broker, "admin");
                var registry = client(broker, "registry")) {
            admin.createTopics(List.of(new NewTopic("kept", 1, (short) 1)))
                    .all()
                    .get();
            assertThatThrownBy(
                            () -> registry.deleteTopics(List.of("kept")).all().get())
                    .hasCauseInstanceOf(TopicAuthorizationException.class);
            assertThatThrownBy(() -> registry.createTopics(List.of(new NewTopic("own", 1, (short) 1)))
                            .all()
                            .get())
                    .satisfiesAnyOf(
                            e -> assertThat(e).hasCauseInstanceOf(TopicAuthorizationException.class),
                            e -> assertThat(e).hasCauseInstanceOf(ClusterAuthorizationException.class));
        }
        try (var broker = EmbeddedBroker.startSecured(directory, 0, 0, PRINCIPALS);
                var admin = client(broker, "admin")) {
            assertThat(admin.listTopics().names().get()).containsExactly("kept");
        }
    }

    @Test
    void aWrongPasswordIsRefused() {
        var impostor = new BrokerPrincipals("admin", Map.of("admin", "not-the-secret-of-admin"));
        try (var broker = EmbeddedBroker.startSecured(directory, 0, 0, PRINCIPALS)) {
            Map<String, Object> settings = new HashMap<>(impostor.clientSettings("admin"));
            settings.put("bootstrap.servers", broker.bootstrapServers());
            try (var admin = Admin.create(settings)) {
                assertThatThrownBy(() -> admin.describeCluster().clusterId().get())
                        .hasCauseInstanceOf(SaslAuthenticationException.class);
            }
        }
    }

    @Test
    void passwordsAreNotShown() {
        assertThat(PRINCIPALS).asString().doesNotContain("secret");
    }

    private static Admin client(EmbeddedBroker broker, String principal) {
        Map<String, Object> settings = new HashMap<>(broker.clientSettings(principal));
        settings.put("bootstrap.servers", broker.bootstrapServers());
        return Admin.create(settings);
    }
}
