package dev.cairn.standalone.histories.laws;

import dev.cairn.events.approval.PromotionEvent.PromotionRevoked;
import dev.cairn.events.deployment.DeploymentEvent;
import dev.cairn.events.deployment.DeploymentEvent.DeploymentRequested;
import dev.cairn.events.deployment.RetirementAnswer.RetirementConfirmed;
import dev.cairn.events.registry.VersionEvent.RetirementRequested;
import dev.cairn.events.registry.VersionEvent.VersionRetired;
import dev.cairn.events.types.VersionId;
import dev.cairn.standalone.histories.laws.ModelHistory.Decision;
import dev.cairn.standalone.histories.laws.Occupied.Deployment;
import dev.cairn.standalone.histories.laws.Occupied.Phase;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * No version retires that is used. It retires by a confirmation, and when that was given no deployment of it was open and none
 * of what ran would have been rolled back to it; from then on nobody asks for it (that nothing starts is said by {@link
 * StartsAreApproved}).
 *
 * <p>What would be rolled back to depends on which revocations deploy-tracker had taken in: a revoked version is passed over. Of
 * these the log gives a least and a most, and the law is broken where the version was the one by all that lies between.
 */
final class RetiredIsUnused implements Law {

    @Override
    public List<String> broken(ModelHistory history) {
        List<String> broken = new ArrayList<>();
        retired(history, broken);
        confirmed(history, broken);
        return broken;
    }

    private static void retired(ModelHistory history, List<String> broken) {
        history.told(history.registry(), VersionRetired.class).forEach(retired -> {
            boolean confirmed = history.cause(retired.decision())
                    .filter(cause -> cause.event() instanceof RetirementConfirmed confirmation
                            && confirmation.request().equals(retired.event().request())
                            && confirmation.version().equals(retired.event().version()))
                    .isPresent();
            if (!confirmed) {
                broken.add(retired.decision() + " answers no confirmation");
            }
        });
    }

    private static void confirmed(ModelHistory history, List<String> broken) {
        var before = new Occupied();
        Set<VersionId> free = new HashSet<>();
        for (Decision decision : history.deployment()) {
            if (decision.event() instanceof RetirementConfirmed e) {
                broken.addAll(used(history, before, decision, e, free));
                free.add(e.version());
            } else if (decision.event() instanceof DeploymentRequested e && free.contains(e.version())) {
                broken.add(decision + " comes after " + e.version() + " was confirmed to be free");
            }
            before.replay(decision);
        }
    }

    private static List<String> used(
            ModelHistory history,
            Occupied before,
            Decision decision,
            RetirementConfirmed confirmed,
            Set<VersionId> free) {
        List<String> broken = new ArrayList<>();
        boolean asked = history.cause(decision)
                .filter(cause -> cause.event() instanceof RetirementRequested question
                        && question.request().equals(confirmed.request()))
                .isPresent();
        if (!asked) {
            broken.add(decision + " answers no request");
        }
        before.all().stream()
                .filter(Deployment::open)
                .filter(it -> it.opened().version().equals(confirmed.version()))
                .forEach(it ->
                        broken.add(decision + " while deployment " + it.opened().deployment() + " was " + it.phase()));
        before.all().stream()
                .filter(it -> it.phase() == Phase.RUNNING)
                .filter(running -> wouldRunAgain(history, before, decision, confirmed.version(), running, free))
                .forEach(it -> broken.add(decision + " while deployment "
                        + it.opened().deployment() + " would have been rolled back to it"));
        return broken;
    }

    private static boolean wouldRunAgain(
            ModelHistory history,
            Occupied before,
            Decision decision,
            VersionId version,
            Deployment running,
            Set<VersionId> free) {
        List<Deployment> former = before.all().stream()
                .filter(it -> it.phase() == Phase.REPLACED || it.phase() == Phase.UNDEPLOYED)
                .filter(it -> sameTarget(it, running))
                .filter(it -> !it.opened().version().equals(running.opened().version()))
                .filter(it -> !free.contains(it.opened().version()))
                .filter(it -> before.all().stream().noneMatch(bad -> rolledBackSince(bad, it)))
                .sorted(Comparator.comparingInt(Deployment::ran).reversed())
                .toList();
        return IntStream.rangeClosed(history.takenIn(decision), history.takenInAtMost(decision))
                .mapToObj(takenIn -> revoked(history, takenIn))
                .allMatch(revoked -> former.stream()
                        .filter(it -> !revoked.contains(it.promotion()))
                        .findFirst()
                        .filter(it -> it.opened().version().equals(version))
                        .isPresent());
    }

    private static boolean sameTarget(Deployment one, Deployment other) {
        DeploymentEvent opened = other.opened();
        return one.opened().target().equals(opened.target());
    }

    private static boolean rolledBackSince(Deployment bad, Deployment former) {
        return bad.phase() == Phase.ROLLED_BACK
                && sameTarget(bad, former)
                && bad.opened().version().equals(former.opened().version())
                && bad.ran() > former.ran();
    }

    private static Set<UUID> revoked(ModelHistory history, int takenIn) {
        Set<UUID> revoked = new HashSet<>();
        history.told(history.approval(), PromotionRevoked.class).stream()
                .filter(told -> told.decision().place() < takenIn)
                .forEach(told -> revoked.add(told.event().promotion()));
        return revoked;
    }
}
