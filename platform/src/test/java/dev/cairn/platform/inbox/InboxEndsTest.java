package dev.cairn.platform.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.platform.inbox.InboxState.Phase;
import dev.cairn.platform.instance.Sessions;
import dev.cairn.platform.tracing.EventSpans;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.health.contributor.Status;
import org.springframework.jdbc.datasource.AbstractDataSource;

class InboxEndsTest {

    @Test
    @Timeout(180)
    void saysSoWhenItsThreadEnds() {
        try (var service = new InboxService()) {
            var properties = new InboxProperties(
                    5_000,
                    Duration.ofMillis(50),
                    Duration.ofMillis(50),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(10));
            var state = new InboxState();
            var parkedKeys = service.parkedKeys();
            var inbox = new Inbox(
                    properties,
                    new Sessions(new NoMemory(), Duration.ofSeconds(10)),
                    service.inUse,
                    service.followers(),
                    parkedKeys,
                    state,
                    EventSpans.none(),
                    List::of);

            inbox.start();
            while (state.phase() != Phase.STOPPED) {
                Thread.onSpinWait();
            }
            inbox.stop();

            assertThat(state.phase()).isEqualTo(Phase.STOPPED);
            var health = new InboxHealth(state, new ParkedCount(parkedKeys)).health();
            assertThat(health.getStatus()).isEqualTo(Status.DOWN);
            assertThat(health.getDetails().get("detail")).asString().contains("ended", "Java heap space");
        }
    }

    private static final class NoMemory extends AbstractDataSource {
        @Override
        public Connection getConnection() {
            throw new OutOfMemoryError("Java heap space");
        }

        @Override
        public Connection getConnection(String user, String password) {
            return getConnection();
        }
    }
}
