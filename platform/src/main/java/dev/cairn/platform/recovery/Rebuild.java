package dev.cairn.platform.recovery;

import dev.cairn.events.operations.OperationsEvent.ViewsRebuilt;
import dev.cairn.platform.migration.Migrations;
import java.sql.SQLException;

/** {@code rebuild}: the views are made anew from the event store and the topics, see docs/platform/rebuild.md. */
final class Rebuild implements Operation {

    private final String service;
    private final Migrations migrations;
    private final ViewRebuild views;
    private final OperationLog log;

    Rebuild(String service, Migrations migrations, ViewRebuild views, OperationLog log) {
        this.service = service;
        this.migrations = migrations;
        this.views = views;
        this.log = log;
    }

    @Override
    public String name() {
        return "rebuild";
    }

    @Override
    public void run(OperationRun run) throws SQLException, InterruptedException {
        try (OwnerSession owner = OwnerSession.open(migrations)) {
            owner.requireAlone();
            long events = views.rebuild(owner, run);
            run.say("The views were made anew from " + events + " events");
            log.record(new ViewsRebuilt(run.id(), service, events), run.cause());
        }
    }
}
