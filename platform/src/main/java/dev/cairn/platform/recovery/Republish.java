package dev.cairn.platform.recovery;

import dev.cairn.events.operations.OperationsEvent.TopicRepublished;
import dev.cairn.platform.migration.Migrations;
import dev.cairn.platform.relay.StandIn;
import dev.cairn.platform.relay.StandIns;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** {@code republish}: what the topics have lost is sent again from the event store, see docs/platform/recovery.md. */
final class Republish implements Operation {

    private final Migrations migrations;
    private final StandIns standIns;
    private final OperationLog log;

    Republish(Migrations migrations, StandIns standIns, OperationLog log) {
        this.migrations = migrations;
        this.standIns = standIns;
        this.log = log;
    }

    @Override
    public String name() {
        return "republish";
    }

    @Override
    public void run(OperationRun run) throws SQLException, InterruptedException {
        try (OwnerSession owner = OwnerSession.open(migrations)) {
            owner.requireAlone();
            Map<String, Long> sent = refill(run);
            run.say(sent.entrySet().stream()
                    .map(topic -> topic.getValue() + " events were sent again to " + topic.getKey())
                    .collect(Collectors.joining(", ")));
            for (var topic : sent.entrySet()) {
                log.record(
                        new TopicRepublished(id(run, topic.getKey()), topic.getKey(), topic.getValue()), run.cause());
            }
        }
    }

    private Map<String, Long> refill(OperationRun run) throws SQLException, InterruptedException {
        try (StandIn standIn = standIns.begin()) {
            return standIn.refillTopics(run);
        }
    }

    /** Each topic's event is a stream of its own. */
    private static UUID id(OperationRun run, String topic) {
        return UUID.nameUUIDFromBytes((run.id() + topic).getBytes(StandardCharsets.UTF_8));
    }
}
