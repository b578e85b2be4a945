package dev.cairn.events;

import dev.cairn.events.access.AccessEvent.AccessRefused;
import dev.cairn.events.access.AccessEvent.ChangeRefused;
import dev.cairn.events.access.AccessEvent.Outcome;
import dev.cairn.events.access.AccessEvent.RefusalsCounted;
import dev.cairn.events.access.AccessEvent.RetrievalFinished;
import dev.cairn.events.access.AccessEvent.RetrievalStarted;
import dev.cairn.events.approval.Policy;
import dev.cairn.events.approval.Policy.RequiredReviews;
import dev.cairn.events.approval.Policy.Threshold;
import dev.cairn.events.approval.PolicyEvent.PolicyAdopted;
import dev.cairn.events.approval.PolicyEvent.PolicyProposed;
import dev.cairn.events.approval.PromotionEvent.ApprovalLapsed;
import dev.cairn.events.approval.PromotionEvent.Check;
import dev.cairn.events.approval.PromotionEvent.DeploymentAuthorised;
import dev.cairn.events.approval.PromotionEvent.DeploymentDenied;
import dev.cairn.events.approval.PromotionEvent.GateEvaluated;
import dev.cairn.events.approval.PromotionEvent.PromotionApproved;
import dev.cairn.events.approval.PromotionEvent.PromotionExpired;
import dev.cairn.events.approval.PromotionEvent.PromotionRejected;
import dev.cairn.events.approval.PromotionEvent.PromotionRequested;
import dev.cairn.events.approval.PromotionEvent.PromotionReviewed;
import dev.cairn.events.approval.PromotionEvent.PromotionRevoked;
import dev.cairn.events.approval.PromotionEvent.PromotionWithdrawn;
import dev.cairn.events.approval.PromotionEvent.Verdict;
import dev.cairn.events.approval.PromotionEvent.VersionDisplaced;
import dev.cairn.events.audit.LogEvent.CheckpointAnchored;
import dev.cairn.events.audit.LogEvent.Finding;
import dev.cairn.events.audit.LogEvent.TamperingDetected;
import dev.cairn.events.deployment.DeploymentEvent.Deployed;
import dev.cairn.events.deployment.DeploymentEvent.DeploymentFailed;
import dev.cairn.events.deployment.DeploymentEvent.DeploymentLeftUnapproved;
import dev.cairn.events.deployment.DeploymentEvent.DeploymentRefused;
import dev.cairn.events.deployment.DeploymentEvent.DeploymentRequested;
import dev.cairn.events.deployment.DeploymentEvent.DeploymentStarted;
import dev.cairn.events.deployment.DeploymentEvent.DriftDetected;
import dev.cairn.events.deployment.DeploymentEvent.DriftResolved;
import dev.cairn.events.deployment.DeploymentEvent.RolledBack;
import dev.cairn.events.deployment.DeploymentEvent.Undeployed;
import dev.cairn.events.deployment.RetirementAnswer.RetirementConfirmed;
import dev.cairn.events.deployment.RetirementAnswer.RetirementObjected;
import dev.cairn.events.deployment.RetirementAnswer.Use;
import dev.cairn.events.deployment.TargetEvent.TargetRegistered;
import dev.cairn.events.deployment.TargetEvent.TargetRemoved;
import dev.cairn.events.manifest.ArtifactRole;
import dev.cairn.events.operations.OperationsEvent.EventDiscarded;
import dev.cairn.events.operations.OperationsEvent.EventStoreRestored;
import dev.cairn.events.operations.OperationsEvent.KeyParked;
import dev.cairn.events.operations.OperationsEvent.KeyRetried;
import dev.cairn.events.operations.OperationsEvent.TopicRepublished;
import dev.cairn.events.operations.OperationsEvent.ViewsRebuilt;
import dev.cairn.events.registry.ModelEvent.AccessGranted;
import dev.cairn.events.registry.ModelEvent.AccessRevoked;
import dev.cairn.events.registry.ModelEvent.AliasAssigned;
import dev.cairn.events.registry.ModelEvent.AliasRemoved;
import dev.cairn.events.registry.ModelEvent.LabelSchemeChanged;
import dev.cairn.events.registry.ModelEvent.ModelDescribed;
import dev.cairn.events.registry.ModelEvent.ModelRegistered;
import dev.cairn.events.registry.RegistryEvent;
import dev.cairn.events.registry.VersionEvent.DeprecationWithdrawn;
import dev.cairn.events.registry.VersionEvent.IntegrityVerified;
import dev.cairn.events.registry.VersionEvent.IntegrityViolated;
import dev.cairn.events.registry.VersionEvent.RetirementCancelled;
import dev.cairn.events.registry.VersionEvent.RetirementRequested;
import dev.cairn.events.registry.VersionEvent.VersionDeprecated;
import dev.cairn.events.registry.VersionEvent.VersionRegistered;
import dev.cairn.events.registry.VersionEvent.VersionRetired;
import dev.cairn.events.registry.VersionEvent.VersionTagged;
import dev.cairn.events.registry.VersionEvent.VersionUntagged;
import dev.cairn.events.types.Actor;
import dev.cairn.events.types.Alias;
import dev.cairn.events.types.ArtifactPath;
import dev.cairn.events.types.Label;
import dev.cairn.events.types.LabelScheme;
import dev.cairn.events.types.ModelName;
import dev.cairn.events.types.Permission;
import dev.cairn.events.types.Sensitivity;
import dev.cairn.events.types.Sha256Digest;
import dev.cairn.events.types.Stage;
import dev.cairn.events.types.TagKey;
import dev.cairn.events.types.TargetName;
import dev.cairn.events.types.VersionId;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** One event of each type, as it might happen; the golden files are made from these. */
final class Samples {

    private static final ModelName MODEL = new ModelName("fraud");
    private static final VersionId VERSION = VersionId.of("fraud/1.2.0");
    private static final Actor ADA = Actor.of("https://login.example.com#ada");
    private static final UUID ID = UUID.fromString("5f0c8a56-9f1b-4c53-8f0e-2d8f3a5b7c01");
    private static final UUID OTHER_ID = UUID.fromString("8d1e7f30-3b52-47a9-b6a4-0c9d2e4f6a02");
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final Sha256Digest WEIGHTS = digest("weights");
    private static final Sha256Digest DIGEST = CanonicalJson.digest(manifest());
    private static final Actor BEN = Actor.of("https://login.example.com#ben");
    private static final TargetName TARGET = new TargetName("payments-eu");
    private static final Policy POLICY = new Policy(
            List.of(new RequiredReviews("risk", 1)),
            List.of(new Threshold("recall", "test", new BigDecimal("0.9"), null)),
            List.of(ArtifactRole.MODEL_CARD),
            List.of(ArtifactRole.MODEL_CARD),
            true,
            14,
            365,
            15);
    private static final String ORIGIN = "cairn.example.com/log";

    static final List<Event> ALL = List.of(
            new ModelRegistered(MODEL, "Finds fraud in payments.", LabelScheme.SEMANTIC, Sensitivity.OPEN),
            new ModelDescribed(MODEL, "Finds fraud in payments by card."),
            new AliasAssigned(MODEL, new Alias("champion"), new Label("1.2.0"), new Label("1.1.0")),
            new AliasRemoved(MODEL, new Alias("champion"), new Label("1.2.0")),
            new LabelSchemeChanged(MODEL, LabelScheme.SEMANTIC, LabelScheme.NUMBER),
            new AccessGranted(MODEL, ADA, Permission.WRITE, "joins the team"),
            new AccessRevoked(MODEL, ADA, "left the team"),
            new VersionRegistered(VERSION, DIGEST, LabelScheme.SEMANTIC, WEIGHTS, 1_048_576, manifest()),
            new VersionTagged(VERSION, new TagKey("purpose"), "candidate", "experiment"),
            new VersionUntagged(VERSION, new TagKey("purpose"), "candidate"),
            new IntegrityVerified(VERSION, DIGEST, 1, 1_048_576),
            new IntegrityViolated(VERSION, new ArtifactPath("model.onnx"), WEIGHTS, digest("rotten"), "scrub"),
            new VersionDeprecated(
                    VERSION,
                    "1.3.0 is better for small payments",
                    NOON,
                    VersionId.of("fraud/1.3.0"),
                    "Nothing changes."),
            new DeprecationWithdrawn(VERSION),
            new RetirementRequested(VERSION, ID, "nobody uses it"),
            new RetirementCancelled(VERSION, ID, "it runs at payments-eu"),
            new VersionRetired(VERSION, ID),
            new PolicyProposed(Stage.PROD, 1, POLICY, ADA, "the model card is read from now on"),
            new PolicyAdopted(Stage.PROD, 1, BEN, "agreed by the board"),
            new PromotionRequested(
                    ID, VERSION, DIGEST, Stage.PROD, 1, POLICY, ADA, List.of(ADA), "fewer false alarms", NOON),
            new GateEvaluated(
                    ID, VERSION, true, List.of(new Check("metric recall", true, "at least 0.9", "0.91", OTHER_ID))),
            new PromotionReviewed(
                    ID,
                    VERSION,
                    BEN,
                    "risk",
                    Verdict.APPROVE,
                    "I reviewed it and accept the risk",
                    "",
                    List.of(ArtifactRole.MODEL_CARD)),
            new PromotionApproved(ID, VERSION, DIGEST, Stage.PROD, List.of(BEN), NOON),
            new PromotionRejected(ID, VERSION, Stage.PROD, "metric recall: 0.89 where at least 0.9 is required"),
            new PromotionWithdrawn(ID, VERSION, Stage.PROD, "another one comes tomorrow"),
            new PromotionExpired(ID, VERSION, Stage.PROD),
            new ApprovalLapsed(ID, VERSION, DIGEST, Stage.PROD, "its 365 days are over"),
            new PromotionRevoked(ID, VERSION, DIGEST, Stage.PROD, "its training data was faulty"),
            new VersionDisplaced(ID, VERSION, Stage.PROD, OTHER_ID, VersionId.of("fraud/1.3.0")),
            new DeploymentAuthorised(ID, VERSION, OTHER_ID, DIGEST, TARGET, NOON),
            new DeploymentDenied(ID, VERSION, OTHER_ID, DIGEST, TARGET, "The approval was revoked."),
            new TargetRegistered(
                    TARGET,
                    Stage.PROD,
                    "production",
                    "eks-7",
                    "eu-central-1",
                    "https://fraud.example.com",
                    "Payments in Europe."),
            new TargetRemoved(TARGET, "the cluster was taken down"),
            new DeploymentRequested(OTHER_ID, VERSION, DIGEST, TARGET, Stage.PROD, NOON),
            new DeploymentStarted(OTHER_ID, VERSION, DIGEST, TARGET, Stage.PROD, ID),
            new Deployed(OTHER_ID, VERSION, DIGEST, TARGET, Stage.PROD, ID),
            new DeploymentFailed(OTHER_ID, VERSION, TARGET, "the image cannot be pulled"),
            new DeploymentRefused(OTHER_ID, VERSION, DIGEST, TARGET, Stage.PROD, "The approval was revoked."),
            new RolledBack(
                    OTHER_ID,
                    VERSION,
                    DIGEST,
                    TARGET,
                    Stage.PROD,
                    ID,
                    ID,
                    VersionId.of("fraud/1.3.0"),
                    "too many false alarms"),
            new Undeployed(OTHER_ID, VERSION, TARGET, "the product was withdrawn"),
            new DriftDetected(OTHER_ID, VERSION, TARGET, DIGEST, digest("another"), "sha256 of the mounted file"),
            new DriftResolved(OTHER_ID, VERSION, TARGET, DIGEST),
            new DeploymentLeftUnapproved(OTHER_ID, VERSION, TARGET, ID, "its training data was faulty"),
            new RetirementConfirmed(ID, VERSION),
            new RetirementObjected(ID, VERSION, List.of(new Use("running", TARGET, OTHER_ID)), 1),
            new CheckpointAnchored(
                    ORIGIN,
                    42,
                    digest("root"),
                    ORIGIN + "\n42\ngUJ5WIWJ0d4t1ZqWyVDBFJMiZSpBBM7KM2C1Z2PkM8I=\n\n— " + ORIGIN + " c2lnbmF0dXJl\n",
                    "log/anchors/42",
                    "storage-enforced"),
            new TamperingDetected(
                    ORIGIN,
                    ID.toString(),
                    List.of(new Finding("artifact", "fraud/1.2.0 model.onnx", "Its bytes are not those registered.")),
                    1,
                    41L),
            new RetrievalStarted(ID, VERSION, DIGEST, new ArtifactPath("model.onnx"), "curl/8.5.0"),
            new RetrievalFinished(ID, VERSION, Outcome.COMPLETE, 1_048_576),
            new AccessRefused(ID, "POST /api/v1/models", MODEL, "role-missing"),
            new ChangeRefused(
                    ID, "PUT /api/v1/models/{model}/versions/{ref}", MODEL, "version:fraud/1.2.0", "version-immutable"),
            new RefusalsCounted(ID, NOON, NOON.plusSeconds(60), Map.of("unauthenticated", 1200L)),
            new KeyParked(ID, "cairn.registry", "model:fraud", OTHER_ID, "Its type is not known here."),
            new KeyRetried(ID, "cairn.registry", "model:fraud", 3),
            new EventDiscarded(ID, "cairn.registry", "model:fraud", OTHER_ID, "Written by a trial version."),
            new ViewsRebuilt(ID, "registry", 100_000),
            new EventStoreRestored(ID, "registry", 100_000),
            new TopicRepublished(ID, "cairn.registry", 100_000));

    private Samples() {}

    /** Every event that there is. */
    static Stream<Class<? extends Event>> types() {
        return EventTypes.FAMILIES.stream().flatMap(EventTypes::eventsOf);
    }

    static Event of(Class<? extends Event> type) {
        return ALL.stream()
                .filter(type::isInstance)
                .findFirst()
                .orElseThrow(() -> new AssertionError("Add a sample of " + type.getSimpleName() + " to Samples.ALL"));
    }

    /** The sample as it lies in the store and on its topic. */
    static RecordedEvent recorded(Class<? extends Event> type) {
        Event event = of(type);
        String name = EventTypes.nameOf(type);
        String service = Topics.of(event, "registry").split("\\.")[1];
        var headers = new EventHeaders(
                UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)),
                "/cairn/" + service,
                name,
                event.stream(),
                Instant.parse("2026-11-24T12:00:00.123456Z"),
                EventSchemas.BASE + name + ".json",
                Actor.of("https://login.example.com#training-job"),
                ADA,
                "c0ffee00-0000-4000-8000-000000000001",
                OTHER_ID,
                sequence(event),
                "000102030405060708090a0b0c0d0e0f",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        return new RecordedEvent(Topics.of(event, service), event.key(), headers, EventCodec.write(event));
    }

    private static int sequence(Event event) {
        boolean first = event instanceof ModelRegistered || event instanceof VersionRegistered;
        return event instanceof RegistryEvent && !first ? 3 : 0;
    }

    private static ObjectNode manifest() {
        return (ObjectNode) EventCodec.json().readTree("""
                {"manifestVersion": 1,
                 "artifacts": [{"path": "model.onnx", "role": "weights", "size": 1048576,
                                "mediaType": "application/octet-stream", "digest": "%s"}],
                 "parameters": {"learning_rate": 0.05, "epochs": 20},
                 "metrics": [{"name": "recall", "value": 0.91, "split": "test", "better": "higher"}]}
                """.formatted(WEIGHTS));
    }

    private static Sha256Digest digest(String content) {
        return Sha256Digest.of(content.getBytes(StandardCharsets.UTF_8));
    }
}
