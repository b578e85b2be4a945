package dev.cairn.platform.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.platform.eventstore.EventStore;
import dev.cairn.platform.instance.Sessions;
import dev.cairn.platform.relay.RelayState.Phase;
import dev.cairn.platform.tracing.EventSpans;
import java.sql.Connection;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;
import org.springframework.jdbc.datasource.AbstractDataSource;
import org.springframework.util.unit.DataSize;

class RelayEndsTest {

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
    void saysSoWhenItsThreadEnds() {
        var state = new RelayState();
        var process = service.start();
        var properties = new RelayProperties(
                Duration.ofMillis(20),
                Duration.ofMillis(10),
                5_000,
                DataSize.ofMegabytes(8),
                Duration.ofMillis(50),
                Duration.ofSeconds(5),
                true);
        var relay = new Relay(
                properties,
                service.topics,
                new Sessions(new NoMemory(), Duration.ofSeconds(10)),
                service.kafka(),
                process.getBean(EventStore.class),
                state,
                EventSpans.none());

        relay.start();
        relay.stop();

        assertThat(state.now().phase()).isEqualTo(Phase.STOPPED);
        var health = new RelayHealth(state, process.getBean(RelayLag.class)).health();
        assertThat(health.getStatus()).isEqualTo(Status.DOWN);
        assertThat(health.getDetails().get("detail")).asString().contains("ended", "Java heap space");
    }

    /** Kafka is away at the check of topics; then memory runs out. */
    private static final class NoMemory extends AbstractDataSource {
        private final AtomicInteger asked = new AtomicInteger();

        @Override
        public Connection getConnection() {
            if (asked.getAndIncrement() == 0) {
                throw new TimeoutException("Kafka is away");
            }
            throw new OutOfMemoryError("Java heap space");
        }

        @Override
        public Connection getConnection(String user, String password) {
            return getConnection();
        }
    }
}
