package dev.cairn.platform.recovery;

import dev.cairn.events.operations.OperationsEvent.EventStoreRestored;
import dev.cairn.platform.migration.Migrations;
import dev.cairn.platform.relay.StandIn;
import dev.cairn.platform.relay.StandIns;
import java.sql.SQLException;

/**
 * {@code restore}: a lost event store is refilled from the topics and the views are made anew, see
 * docs/platform/recovery.md.
 */
final class Restore implements Operation {

    private final String service;
    private final Migrations migrations;
    private final StandIns standIns;
    private final ViewRebuild views;
    private final OperationLog log;

    Restore(String service, Migrations migrations, StandIns standIns, ViewRebuild views, OperationLog log) {
        this.service = service;
        this.migrations = migrations;
        this.standIns = standIns;
        this.views = views;
        this.log = log;
    }

    @Override
    public String name() {
        return "restore";
    }

    @Override
    public void run(OperationRun run) throws SQLException, InterruptedException {
        try (OwnerSession owner = OwnerSession.open(migrations)) {
            owner.requireAlone();
            StandIn.Refilled refilled = refill(owner, run);
            run.say(
                    refilled.changed()
                            ? refilled.events() + " events came back from the topics, and the views were made anew"
                            : "The event store lacks nothing that the topics have");
            log.record(new EventStoreRestored(run.id(), service, refilled.events()), run.cause());
        }
    }

    private StandIn.Refilled refill(OwnerSession owner, OperationRun run) throws SQLException, InterruptedException {
        try (StandIn standIn = standIns.begin()) {
            StandIn.Refilled refilled = standIn.refillStore(run, owner::renumberEvents);
            if (refilled.changed()) {
                views.rebuild(owner, run);
                standIn.storeIsWhole();
            }
            return refilled;
        }
    }
}
