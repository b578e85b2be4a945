package dev.cairn.registry.version;

import static dev.cairn.registry.RegistryRefusal.DEPRECATION_PROMISED;
import static dev.cairn.registry.RegistryRefusal.DEPRECATION_UNKNOWN;
import static dev.cairn.registry.RegistryRefusal.LABEL_TAKEN;
import static dev.cairn.registry.RegistryRefusal.NOT_DEPRECATED;
import static dev.cairn.registry.RegistryRefusal.RETIREMENT_PENDING;
import static dev.cairn.registry.RegistryRefusal.RETIREMENT_TOO_EARLY;
import static dev.cairn.registry.RegistryRefusal.TAG_UNKNOWN;
import static dev.cairn.registry.RegistryRefusal.VERSION_RETIRED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cairn.events.manifest.Manifest;
import dev.cairn.events.registry.VersionEvent;
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
import dev.cairn.events.types.ArtifactPath;
import dev.cairn.events.types.LabelScheme;
import dev.cairn.events.types.Sha256Digest;
import dev.cairn.events.types.TagKey;
import dev.cairn.events.types.VersionId;
import dev.cairn.platform.problem.RefusalCode;
import dev.cairn.platform.problem.Refused;
import dev.cairn.test.Clause;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class VersionDecisionsTest {

    private static final VersionId V1 = VersionId.of("fraud/1.0.0");
    private static final Sha256Digest CONTENT = new Sha256Digest("ab".repeat(32));
    private static final Sha256Digest ROTTEN = new Sha256Digest("cd".repeat(32));
    private static final TagKey PURPOSE = new TagKey("purpose");
    private static final ArtifactPath PATH = new ArtifactPath("model.onnx");
    private static final VersionId V2 = VersionId.of("fraud/2.0.0");
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final UUID REQUEST = UUID.fromString("5f0c8a56-9f1b-4c53-8f0e-2d8f3a5b7c01");
    private static final VersionEvent DEPRECATED = new VersionDeprecated(V1, "superseded", NOON, V2, "none");
    private static final VersionEvent REQUESTED = new RetirementRequested(V1, REQUEST, "unused");
    private static final VersionEvent RETIRED = new VersionRetired(V1, REQUEST);
    private static final Manifest MANIFEST =
            Manifest.parse("""
            {"manifestVersion": 1, "artifacts": [
              {"path": "model.onnx", "role": "weights", "size": 3, "mediaType": "application/octet-stream",
               "digest": "%s"}]}
            """.formatted(CONTENT).getBytes(StandardCharsets.UTF_8));
    private static final VersionEvent REGISTERED =
            new VersionRegistered(V1, MANIFEST.digest(), LabelScheme.SEMANTIC, CONTENT, 3, MANIFEST.document());

    @Test
    @Clause({"VER-5", "VER-1"})
    void aVersionIsRegisteredOnceFromItsManifest() {
        var command = new RegisterVersion(V1, LabelScheme.SEMANTIC, MANIFEST);

        assertThat(command.decide(given())).containsExactly(REGISTERED);
        assertRefused(command, LABEL_TAKEN, REGISTERED);
    }

    @Test
    @Clause({"TAG-1", "TAG-2"})
    void aTagSaysWhatItReplaces() {
        var candidate = new VersionTagged(V1, PURPOSE, "candidate", null);

        assertThat(new TagVersion(V1, PURPOSE, "candidate").decide(given(REGISTERED)))
                .containsExactly(candidate);
        assertThat(new TagVersion(V1, PURPOSE, "candidate").decide(given(REGISTERED, candidate)))
                .isEmpty();
        assertThat(new TagVersion(V1, PURPOSE, "shown").decide(given(REGISTERED, candidate)))
                .containsExactly(new VersionTagged(V1, PURPOSE, "shown", "candidate"));
        assertThat(new UntagVersion(V1, PURPOSE).decide(given(REGISTERED, candidate)))
                .containsExactly(new VersionUntagged(V1, PURPOSE, "candidate"));
        assertRefused(new UntagVersion(V1, PURPOSE), TAG_UNKNOWN, REGISTERED);
    }

    @Test
    @Clause("IMM-4")
    void damageIsRecordedWhenItIsFoundAndNotAgainWhileItLasts() {
        var found = new IntegrityViolated(V1, PATH, CONTENT, ROTTEN, "scrub");
        var again = new RecordViolation(V1, PATH, CONTENT, ROTTEN, "download");
        var healed = new IntegrityVerified(V1, MANIFEST.digest(), 1, 3);

        assertThat(new RecordViolation(V1, PATH, CONTENT, ROTTEN, "scrub").decide(given(REGISTERED)))
                .containsExactly(found);
        assertThat(again.decide(given(REGISTERED, found))).isEmpty();
        assertThat(new RecordViolation(V1, PATH, CONTENT, null, "scrub").decide(given(REGISTERED, found)))
                .containsExactly(new IntegrityViolated(V1, PATH, CONTENT, null, "scrub"));
        assertThat(again.decide(given(REGISTERED, found, healed)))
                .containsExactly(new IntegrityViolated(V1, PATH, CONTENT, ROTTEN, "download"));
    }

    @Test
    @Clause("IMM-3")
    void everyCompletedCheckIsRecorded() {
        var verified = new IntegrityVerified(V1, MANIFEST.digest(), 1, 3);

        assertThat(new RecordVerification(V1, MANIFEST.digest(), 1, 3).decide(given(REGISTERED, verified)))
                .containsExactly(verified);
    }

    @Test
    void onlyGovernanceSetsGovernedKeys() {
        var tags = new TagProperties(List.of("governance/", "release/"));

        assertThat(tags.governs(new TagKey("release/v1.2.0"))).isTrue();
        assertThat(tags.governs(PURPOSE)).isFalse();
    }

    @Test
    @Clause("EOL-1")
    void aDeprecationIsReplacedByOneOnOtherTerms() {
        var later = new DeprecateVersion(V1, "superseded", NOON.plusSeconds(60), null, "", false);

        assertThat(new DeprecateVersion(V1, "superseded", NOON, V2, "none", false).decide(given(REGISTERED)))
                .containsExactly(DEPRECATED);
        assertThat(new DeprecateVersion(V1, "superseded", NOON, V2, "none", false)
                        .decide(given(REGISTERED, DEPRECATED)))
                .isEmpty();
        assertThat(later.decide(given(REGISTERED, DEPRECATED))).hasSize(1);
        assertRefused(later, VERSION_RETIRED, REGISTERED, DEPRECATED, REQUESTED, RETIRED);
    }

    @Test
    @Clause("EOL-1")
    void onlyWhoGovernsTheModelBringsAPromisedDateForward() {
        for (Instant sooner : Arrays.asList(NOON.minusSeconds(1), null)) {
            var shortened = new DeprecateVersion(V1, "superseded", sooner, V2, "none", true);
            var byAnybody = new DeprecateVersion(V1, "superseded", sooner, V2, "none", false);

            assertThat(shortened.decide(given(REGISTERED, DEPRECATED))).hasSize(1);
            assertRefused(byAnybody, DEPRECATION_PROMISED, REGISTERED, DEPRECATED);
            assertThat(byAnybody.decide(given(REGISTERED))).hasSize(1);
        }
    }

    @Test
    @Clause("EOL-1")
    void aDeprecationIsTakenBackUntilSomebodyAsksToRetire() {
        var withdrawal = new WithdrawDeprecation(V1);
        var withdrawn = new DeprecationWithdrawn(V1);

        assertThat(withdrawal.decide(given(REGISTERED, DEPRECATED))).containsExactly(withdrawn);
        assertRefused(withdrawal, DEPRECATION_UNKNOWN, REGISTERED);
        assertRefused(withdrawal, DEPRECATION_UNKNOWN, REGISTERED, DEPRECATED, withdrawn);
        assertRefused(withdrawal, RETIREMENT_PENDING, REGISTERED, DEPRECATED, REQUESTED);
        assertRefused(withdrawal, VERSION_RETIRED, REGISTERED, DEPRECATED, REQUESTED, RETIRED);
        assertRefused(
                new RequestRetirement(V1, REQUEST, "unused", NOON), NOT_DEPRECATED, REGISTERED, DEPRECATED, withdrawn);
    }

    @Test
    @Clause({"EOL-3", "EOL-5"})
    void onlyWhatWasDeprecatedAndIsOverdueMayBeAskedToRetire() {
        var atNoon = new RequestRetirement(V1, REQUEST, "unused", NOON);
        var before = new RequestRetirement(V1, REQUEST, "unused", NOON.minusSeconds(1));

        assertThat(atNoon.decide(given(REGISTERED, DEPRECATED))).containsExactly(REQUESTED);
        assertRefused(atNoon, NOT_DEPRECATED, REGISTERED);
        assertRefused(before, RETIREMENT_TOO_EARLY, REGISTERED, DEPRECATED);
        assertRefused(atNoon, RETIREMENT_PENDING, REGISTERED, DEPRECATED, REQUESTED);
        assertRefused(atNoon, VERSION_RETIRED, REGISTERED, DEPRECATED, REQUESTED, RETIRED);
    }

    @Test
    @Clause("EOL-6")
    void aRequestToRetireEndsByItsFirstAnswer() {
        var confirmed = new AnswerRetirement(V1, REQUEST, null);
        var objected = new AnswerRetirement(V1, REQUEST, "running at payments-eu");
        var cancelled = new RetirementCancelled(V1, REQUEST, "running at payments-eu");

        assertThat(confirmed.decide(given(REGISTERED, DEPRECATED, REQUESTED))).containsExactly(RETIRED);
        assertThat(objected.decide(given(REGISTERED, DEPRECATED, REQUESTED))).containsExactly(cancelled);
        assertThat(confirmed.decide(given(REGISTERED, DEPRECATED, REQUESTED, cancelled)))
                .isEmpty();
        assertThat(objected.decide(given(REGISTERED, DEPRECATED, REQUESTED, RETIRED)))
                .isEmpty();
        assertThat(new AnswerRetirement(V1, UUID.randomUUID(), null).decide(given(REGISTERED, DEPRECATED, REQUESTED)))
                .as("the answer to another request")
                .isEmpty();
    }

    private static VersionState given(VersionEvent... events) {
        var state = new VersionState();
        Stream.of(events).forEach(state::evolve);
        return state;
    }

    private static void assertRefused(VersionCommand command, RefusalCode code, VersionEvent... events) {
        Refused refused = catchThrowableOfType(Refused.class, () -> command.decide(given(events)));
        assertThat(refused.code()).isEqualTo(code);
    }
}
