package dev.cairn.standalone.histories.laws;

import dev.cairn.events.approval.PromotionEvent.PromotionRevoked;
import dev.cairn.events.registry.VersionEvent.RetirementCancelled;
import dev.cairn.events.registry.VersionEvent.RetirementRequested;
import dev.cairn.events.registry.VersionEvent.VersionRetired;
import dev.cairn.standalone.histories.laws.Occupied.Phase;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * What has to come yet, once everything runs and is left alone: each request to deploy or to retire ends, and whatever is under
 * way or runs by a revoked approval is reported, whichever of the two came first.
 */
public final class StillDue {

    private StillDue() {}

    /** A sentence for each. */
    public static List<String> in(ModelHistory history) {
        List<String> due = new ArrayList<>();
        Set<UUID> revoked = new HashSet<>();
        history.told(history.approval(), PromotionRevoked.class)
                .forEach(told -> revoked.add(told.event().promotion()));
        var now = new Occupied();
        history.deployment().forEach(now::replay);
        now.all().stream()
                .filter(it -> it.phase() == Phase.REQUESTED)
                .forEach(it -> due.add("an end of the request " + it.opened().deployment()));
        now.all().stream()
                .filter(it -> it.phase() == Phase.STARTED || it.phase() == Phase.RUNNING)
                .filter(it -> revoked.contains(it.promotion()) && !it.unapproved())
                .forEach(it -> due.add("a report that " + it.opened().deployment() + " is unapproved"));
        retirements(history, due);
        return due;
    }

    private static void retirements(ModelHistory history, List<String> due) {
        Set<UUID> ended = new HashSet<>();
        history.told(history.registry(), VersionRetired.class)
                .forEach(told -> ended.add(told.event().request()));
        history.told(history.registry(), RetirementCancelled.class)
                .forEach(told -> ended.add(told.event().request()));
        history.told(history.registry(), RetirementRequested.class).stream()
                .filter(told -> !ended.contains(told.event().request()))
                .forEach(told ->
                        due.add("an end of the retirement " + told.event().request()));
    }
}
