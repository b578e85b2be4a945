package dev.cairn.platform.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.platform.instance.Sessions;
import dev.cairn.platform.relay.TopicChecks.TopicRefused;
import dev.cairn.test.Clause;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.NewPartitions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A service does not start on a topic on which its events would not be safe. */
@Clause("IMM-2")
class TopicChecksTest {
    private RelayedService service;

    @BeforeEach
    void make() {
        service = RelayedService.make();
    }

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void stopsTheServiceBeforeItTakesARequest() {
        makeAnew(service.topics.names().get(0), "retention.ms", "604800000");

        assertThatThrownBy(() -> service.start()).hasStackTraceContaining("the log must be kept for ever");
    }

    @ParameterizedTest
    @CsvSource({
        "retention.ms, 604800000, forgets (retention.ms=604800000)",
        "retention.bytes, 1073741824, forgets (retention.bytes=1073741824)",
        "cleanup.policy, compact, is compacted",
        "cleanup.policy, 'compact,delete', is compacted",
        "max.message.bytes, 1048588, takes messages of 1048588 bytes"
    })
    void refusesATopicThatForgetsOrHasNoRoom(String setting, String value, String found) {
        String topic = service.topics.names().get(0);
        makeAnew(topic, setting, value);

        assertThatThrownBy(() -> check(true))
                .isInstanceOf(TopicRefused.class)
                .hasMessageContaining("The topic " + topic + " " + found)
                .hasMessageContaining("set its " + setting);
    }

    @Test
    void refusesATopicThatIsMissing() {
        String topic = service.topics.names().get(1);
        service.deleteTopic(topic);

        assertThatThrownBy(() -> check(true))
                .isInstanceOf(TopicRefused.class)
                .hasMessageContaining("The topic " + topic + " does not exist");
    }

    @Test
    void refusesATopicWhosePartitionsChanged() throws SQLException {
        String topic = service.topics.names().get(0);
        remember();
        service.administer(admin -> admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(5)))
                .all()
                .get(30, TimeUnit.SECONDS));
        service.awaitPartitions(topic, 5);

        assertThatThrownBy(() -> check(true))
                .isInstanceOf(TopicRefused.class)
                .hasMessageContaining("The topic " + topic + " had 4 partitions")
                .hasMessageContaining("and has 5");
    }

    /** The shared broker lets everybody do everything. */
    @Test
    void refusesATopicThatTheServiceCouldDeleteUnlessThatIsAllowed() {
        assertThatThrownBy(() -> check(false))
                .isInstanceOf(TopicRefused.class)
                .hasMessageContaining("DELETE")
                .hasMessageContaining("take these rights from its principal");
        assertThat(check(true).guarded()).isFalse();
    }

    @Test
    void aStartingServiceChangesNothingThatAnotherProcessRelaysBy() throws SQLException {
        remember();
        List<String> before = remembered();
        makeAnew(service.topics.names().get(0), "retention.ms", "-1");

        check(true);
        assertThat(remembered()).isEqualTo(before);

        remember();
        assertThat(remembered()).isNotEqualTo(before);
    }

    private void remember() throws SQLException {
        try (var session = RelaySession.open(new Sessions(service.database.asApplication(), Duration.ofSeconds(10)))) {
            new TopicChecks(service.kafka(), service.topics, true).checkAndRemember(session);
        }
    }

    private List<String> remembered() {
        return service.jdbc()
                .sql("select t::text from platform.relay_topic t order by 1")
                .query(String.class)
                .list();
    }

    private TopicChecks.Checked check(boolean allowUnguarded) {
        return new TopicChecks(service.kafka(), service.topics, allowUnguarded).check(service.jdbc());
    }

    private void makeAnew(String topic, String setting, String value) {
        service.deleteTopic(topic);
        Map<String, String> settings = new HashMap<>(RelayedService.SETTINGS);
        settings.put(setting, value);
        service.makeTopic(topic, RelayedService.PARTITIONS, settings);
    }
}
