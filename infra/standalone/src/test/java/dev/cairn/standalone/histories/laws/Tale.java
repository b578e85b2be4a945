package dev.cairn.standalone.histories.laws;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.events.Event;
import dev.cairn.events.EventCodec;
import dev.cairn.events.EventHeaders;
import dev.cairn.events.EventTypes;
import dev.cairn.events.RecordedEvent;
import dev.cairn.events.Topics;
import dev.cairn.events.approval.Policy;
import dev.cairn.events.approval.Policy.RequiredReviews;
import dev.cairn.events.approval.PromotionEvent.Check;
import dev.cairn.events.approval.PromotionEvent.DeploymentAuthorised;
import dev.cairn.events.approval.PromotionEvent.DeploymentDenied;
import dev.cairn.events.approval.PromotionEvent.GateEvaluated;
import dev.cairn.events.approval.PromotionEvent.PromotionApproved;
import dev.cairn.events.approval.PromotionEvent.PromotionRequested;
import dev.cairn.events.approval.PromotionEvent.PromotionReviewed;
import dev.cairn.events.approval.PromotionEvent.PromotionRevoked;
import dev.cairn.events.approval.PromotionEvent.Verdict;
import dev.cairn.events.deployment.DeploymentEvent.Deployed;
import dev.cairn.events.deployment.DeploymentEvent.DeploymentLeftUnapproved;
import dev.cairn.events.deployment.DeploymentEvent.DeploymentRefused;
import dev.cairn.events.deployment.DeploymentEvent.DeploymentRequested;
import dev.cairn.events.deployment.DeploymentEvent.DeploymentStarted;
import dev.cairn.events.deployment.DeploymentEvent.RolledBack;
import dev.cairn.events.deployment.RetirementAnswer.RetirementConfirmed;
import dev.cairn.events.manifest.ArtifactRole;
import dev.cairn.events.registry.VersionEvent.RetirementRequested;
import dev.cairn.events.registry.VersionEvent.VersionRegistered;
import dev.cairn.events.registry.VersionEvent.VersionRetired;
import dev.cairn.events.types.Actor;
import dev.cairn.events.types.LabelScheme;
import dev.cairn.events.types.Sha256Digest;
import dev.cairn.events.types.Stage;
import dev.cairn.events.types.TargetName;
import dev.cairn.events.types.VersionId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A made-up history, event by event. Each step is as the services would decide it, unless a test tells it otherwise. */
final class Tale {

    static final Actor MAX = actor("max");
    static final Actor MIA = actor("mia");
    static final Actor LEA = actor("lea");
    static final Actor ROLF = actor("rolf");
    static final TargetName TARGET = new TargetName("north");
    static final Instant DEADLINE = Instant.parse("2026-11-26T12:00:00Z");

    private static final Policy POLICY = new Policy(
            List.of(new RequiredReviews("ml", 1), new RequiredReviews("risk", 1)),
            List.of(),
            List.of(),
            List.of(ArtifactRole.MODEL_CARD),
            false,
            7,
            null,
            null);

    private final ModelHistory history = new ModelHistory("model:penguins");
    private final Map<String, Long> sequences = new HashMap<>();

    private static Actor actor(String subject) {
        return new Actor("https://issuer.test", subject);
    }

    static VersionId version(String label) {
        return VersionId.of("penguins/" + label);
    }

    static Sha256Digest digest(String label) {
        return Sha256Digest.of(label.getBytes(UTF_8));
    }

    /** What is called so, always the same. */
    static UUID id(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(UTF_8));
    }

    List<String> broken() {
        return Laws.broken(history).toList();
    }

    List<String> due() {
        return StillDue.in(history);
    }

    /** Decided by {@code actor}, in answer to {@code cause}, in time. */
    UUID add(Event event, Actor actor, @Nullable UUID cause) {
        return add(event, actor, cause, "one request");
    }

    UUID add(Event event, Actor actor, @Nullable UUID cause, String correlation) {
        return add(event, actor, cause, correlation, DEADLINE.minusSeconds(1));
    }

    UUID add(Event event, Actor actor, @Nullable UUID cause, String correlation, Instant time) {
        String type = EventTypes.nameOf(event.getClass());
        long sequence = sequences.merge(event.stream(), 0L, (last, first) -> last + 1);
        var headers = new EventHeaders(
                UUID.randomUUID(),
                "/cairn/test",
                type,
                event.stream(),
                time,
                "https://cairn.dev/schemas/" + type + ".json",
                actor,
                null,
                correlation,
                cause,
                sequence,
                "00".repeat(16),
                null);
        history.add(new RecordedEvent(Topics.of(event, "test"), event.key(), headers, EventCodec.write(event)));
        return headers.id();
    }

    /** The next event of the stream is not on the log. */
    void lost(String stream) {
        sequences.merge(stream, 0L, (last, first) -> last + 1);
    }

    UUID add(Event event) {
        return add(event, MAX, null);
    }

    UUID registered(String label) {
        return add(new VersionRegistered(
                version(label),
                digest(label),
                LabelScheme.NUMBER,
                digest("weights"),
                1,
                EventCodec.json().createObjectNode()));
    }

    void requested(String promotion, String label, Actor... barred) {
        add(
                new PromotionRequested(
                        id(promotion),
                        version(label),
                        digest(label),
                        Stage.PROD,
                        1,
                        POLICY,
                        MIA,
                        List.of(barred),
                        "It is better",
                        DEADLINE),
                MIA,
                null);
        checked(promotion, label, true, null);
    }

    void reviewed(String promotion, String label, Actor reviewer, String role) {
        reviewed(promotion, label, reviewer, role, Verdict.APPROVE, List.of(ArtifactRole.MODEL_CARD));
    }

    void reviewed(
            String promotion,
            String label,
            Actor reviewer,
            String role,
            Verdict verdict,
            List<ArtifactRole> confirmed) {
        add(
                new PromotionReviewed(
                        id(promotion), version(label), reviewer, role, verdict, "I answer for it", "", confirmed),
                reviewer,
                null);
    }

    void checked(String promotion, String label, boolean passed, @Nullable UUID evidence) {
        var check = new Check("metric accuracy", passed, "at least 0.5", "0.9", evidence);
        add(new GateEvaluated(id(promotion), version(label), passed, List.of(check)));
    }

    void approved(String promotion, String label, Actor... approvers) {
        add(approval(promotion, label, approvers));
    }

    static PromotionApproved approval(String promotion, String label, Actor... approvers) {
        return new PromotionApproved(
                id(promotion), version(label), digest(label), Stage.PROD, List.of(approvers), null);
    }

    /** The whole way of a registered version to production. */
    void promoted(String promotion, String label, UUID registration) {
        requested(promotion, label, MAX, MIA);
        reviewed(promotion, label, LEA, "ml");
        reviewed(promotion, label, ROLF, "risk");
        checked(promotion, label, true, registration);
        approved(promotion, label, LEA, ROLF);
    }

    /** Several versions, each registered and promoted by a promotion of the same name. */
    Tale promoted(String... labels) {
        Stream.of(labels).forEach(label -> promoted(label, label, registered(label)));
        return this;
    }

    UUID revoked(String label) {
        return revoked(label, label);
    }

    UUID revoked(String promotion, String label) {
        return add(new PromotionRevoked(id(promotion), version(label), digest(label), Stage.PROD, "It is worse"));
    }

    UUID asked(String deployment, String label) {
        return add(
                new DeploymentRequested(id(deployment), version(label), digest(label), TARGET, Stage.PROD, DEADLINE));
    }

    UUID authorised(String deployment, String label, UUID question) {
        return add(
                new DeploymentAuthorised(id(label), version(label), id(deployment), digest(label), TARGET, DEADLINE),
                MAX,
                question);
    }

    /** Asked for, and refused as approval denied it; so whatever lies before the denial was taken in. */
    void deniedAndRefused(String deployment, String promotion, String label) {
        UUID question = asked(deployment, label);
        UUID answer = add(
                new DeploymentDenied(
                        id(promotion), version(label), id(deployment), digest(label), TARGET, "It was revoked"),
                MAX,
                question);
        add(
                new DeploymentRefused(
                        id(deployment), version(label), digest(label), TARGET, Stage.PROD, "It was revoked"),
                MAX,
                answer);
    }

    void started(String deployment, String label, @Nullable UUID answer) {
        add(start(deployment, label), MAX, answer);
    }

    static DeploymentStarted start(String deployment, String label) {
        return new DeploymentStarted(id(deployment), version(label), digest(label), TARGET, Stage.PROD, id(label));
    }

    void runs(String deployment, String label, @Nullable String replaced) {
        add(new Deployed(
                id(deployment),
                version(label),
                digest(label),
                TARGET,
                Stage.PROD,
                replaced == null ? null : id(replaced)));
    }

    /** The whole way of a deployment. */
    Tale deployed(String deployment, String label, @Nullable String replaced) {
        started(deployment, label, authorised(deployment, label, asked(deployment, label)));
        runs(deployment, label, replaced);
        return this;
    }

    void rolledBack(String deployment, String label, String from, String fromLabel) {
        add(new RolledBack(
                id(deployment),
                version(label),
                digest(label),
                TARGET,
                Stage.PROD,
                id(label),
                id(from),
                version(fromLabel),
                "It misjudges"));
    }

    void leftUnapproved(String deployment, String label, UUID revocation) {
        add(
                new DeploymentLeftUnapproved(id(deployment), version(label), TARGET, id(label), "It is worse"),
                MAX,
                revocation);
    }

    UUID wantsToRetire(String label) {
        return add(new RetirementRequested(version(label), id("end of " + label), "It is old"));
    }

    UUID free(String label, UUID question) {
        return add(new RetirementConfirmed(id("end of " + label), version(label)), MAX, question);
    }

    void retired(String label, @Nullable UUID confirmation) {
        add(new VersionRetired(version(label), id("end of " + label)), MAX, confirmation);
    }
}
