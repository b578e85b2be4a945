package dev.cairn.platform.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.events.Event;
import dev.cairn.events.EventCodec;
import dev.cairn.events.EventHeaders;
import dev.cairn.events.EventTypes;
import dev.cairn.events.RecordedEvent;
import dev.cairn.events.access.AccessEvent.RefusalsCounted;
import dev.cairn.platform.command.Cause;
import dev.cairn.platform.eventstore.EventStore;
import dev.cairn.test.Clause;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.dao.TransientDataAccessResourceException;

@Clause("ACL-2")
class RefusalCountsTest {

    private final Store store = new Store();
    private final RefusalCounts counts =
            new RefusalCounts(store, "registry", Clock.fixed(Instant.parse("2026-11-25T12:00:00Z"), ZoneOffset.UTC));

    @Test
    void one_event_tells_the_sums_since_the_last_one() {
        counts.add("token-missing");
        counts.add("token-missing");
        counts.add("token-invalid");
        counts.record();
        counts.record();

        assertThat(store.sums).containsExactly(Map.of("token-missing", 2L, "token-invalid", 1L));
    }

    @Test
    void what_could_not_be_stored_is_told_by_the_next_one() {
        counts.add("token-missing");
        store.away = true;
        assertThatThrownBy(counts::record).isInstanceOf(TransientDataAccessResourceException.class);

        store.away = false;
        counts.add("token-missing");
        counts.record();

        assertThat(store.sums).containsExactly(Map.of("token-missing", 2L));
    }

    @Test
    void the_last_moments_before_the_service_stops_are_told_too() {
        counts.add("token-missing");
        counts.destroy();

        assertThat(store.sums).containsExactly(Map.of("token-missing", 1L));
    }

    /** Keeps the sums; can be away. */
    private static final class Store implements EventStore {
        private final List<Map<String, Long>> sums = new ArrayList<>();
        private boolean away;

        @Override
        public RecordedEvent append(Event event, Cause cause) {
            if (away) {
                throw new TransientDataAccessResourceException("PostgreSQL is away");
            }
            sums.add(((RefusalsCounted) event).counts());
            return recorded(event, cause);
        }

        private static RecordedEvent recorded(Event event, Cause cause) {
            var headers = new EventHeaders(
                    UUID.randomUUID(),
                    "/cairn/registry",
                    EventTypes.nameOf(event.getClass()),
                    event.stream(),
                    Instant.EPOCH,
                    "https://cairn.dev/schemas/test.json",
                    cause.actor(),
                    null,
                    cause.correlationId(),
                    null,
                    0,
                    "00".repeat(16),
                    null);
            return new RecordedEvent("cairn.registry.access", event.key(), headers, EventCodec.write(event));
        }

        @Override
        public void putBack(List<RecordedEvent> events) {
            throw new UnsupportedOperationException("Refusals are never put back");
        }

        @Override
        public Optional<RecordedEvent> find(UUID id) {
            return Optional.empty();
        }

        @Override
        public List<RecordedEvent> stream(String stream) {
            return List.of();
        }
    }
}
