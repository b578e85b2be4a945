package dev.cairn.platform.relay;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.embedded.BrokerPrincipals;
import dev.cairn.embedded.EmbeddedBroker;
import dev.cairn.kafka.KafkaRights;
import dev.cairn.kafka.TopicLayout;
import dev.cairn.platform.relay.TopicChecks.TopicRefused;
import dev.cairn.test.Clause;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** On a broker with an authorizer: the rights that a service is given will do, and each one more stops it. */
@Clause("IMM-2")
class TopicRightsTest {
    private static final BrokerPrincipals PRINCIPALS =
            new BrokerPrincipals("admin", Map.of("admin", "secret-of-the-admin", "registry", "secret-of-the-registry"));

    @TempDir
    private static Path directory;

    private static EmbeddedBroker broker;
    private static Admin admin;
    private static JdbcClient jdbc;

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.startSecured(directory, 0, 0, PRINCIPALS);
        admin = Admin.create(settings("admin"));
        jdbc = JdbcClient.create(RelayedService.migrated().asApplication());
    }

    @AfterAll
    static void stop() {
        admin.close();
        broker.close();
    }

    /** The broker hears of rights a moment after the administrator was told that they are given. */
    @BeforeEach
    void theRightsOfAServiceWillDo() throws Exception {
        KafkaRights.establish(admin, TopicLayout.ALONE, List.of("registry"));
        RelayedService.await("the service is content with its rights", () -> check().equals("guarded"));
    }

    @ParameterizedTest
    @EnumSource(
            value = AclOperation.class,
            names = {"DELETE", "ALTER", "ALTER_CONFIGS"})
    void aRightTooManyIsRefusedByName(AclOperation right) throws Exception {
        var excess = new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, "cairn.registry", PatternType.LITERAL),
                new AccessControlEntry("User:registry", "*", right, AclPermissionType.ALLOW));
        admin.createAcls(List.of(excess)).all().get();

        RelayedService.await("the right is refused", () -> !check().equals("guarded"));

        assertThatThrownBy(TopicRightsTest::checks)
                .isInstanceOf(TopicRefused.class)
                .hasMessageContaining("This service may [" + right + "] its topic cairn.registry");
        Collection<AclBindingFilter> gone = List.of(excess.toFilter());
        admin.deleteAcls(gone).all().get();
    }

    private static String check() {
        try {
            return checks().guarded() ? "guarded" : "unguarded";
        } catch (AuthorizationException | TopicRefused e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static TopicChecks.Checked checks() {
        var kafka = new KafkaClients(settings("registry"), Duration.ofSeconds(30));
        return new TopicChecks(kafka, OwnTopics.of("registry"), false).check(jdbc);
    }

    private static Map<String, Object> settings(String principal) {
        Map<String, Object> settings = new HashMap<>(broker.clientSettings(principal));
        settings.put("bootstrap.servers", broker.bootstrapServers());
        return settings;
    }
}
