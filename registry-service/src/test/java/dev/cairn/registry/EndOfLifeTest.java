package dev.cairn.registry;

import static dev.cairn.registry.RunningRegistry.engineer;
import static dev.cairn.registry.RunningRegistry.events;
import static dev.cairn.registry.RunningRegistry.get;
import static dev.cairn.registry.RunningRegistry.manifest;
import static dev.cairn.registry.RunningRegistry.newModel;
import static dev.cairn.registry.RunningRegistry.upload;
import static dev.cairn.registry.RunningRegistry.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cairn.events.approval.PromotionEvent.PromotionApproved;
import dev.cairn.events.approval.PromotionEvent.PromotionRevoked;
import dev.cairn.events.deployment.DeploymentEvent.Deployed;
import dev.cairn.events.deployment.DeploymentEvent.RolledBack;
import dev.cairn.events.deployment.DeploymentEvent.Undeployed;
import dev.cairn.events.deployment.RetirementAnswer.RetirementConfirmed;
import dev.cairn.events.deployment.RetirementAnswer.RetirementObjected;
import dev.cairn.events.deployment.RetirementAnswer.Use;
import dev.cairn.events.types.Sha256Digest;
import dev.cairn.events.types.Stage;
import dev.cairn.events.types.TargetName;
import dev.cairn.events.types.VersionId;
import dev.cairn.test.Answer;
import dev.cairn.test.Clause;
import dev.cairn.test.OtherServices;
import dev.cairn.test.TestTokens;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Where versions were promoted to and run, and how they end; approval and deploy-tracker speak through their topics. */
class EndOfLifeTest {

    private static final TargetName TARGET = new TargetName("payments-eu");

    private String model = "";

    @BeforeEach
    void twoVersions() {
        model = newModel(engineer(), "SEMANTIC");
        register("1.0.0");
        register("2.0.0");
    }

    private void register(String label) {
        byte[] weights = (model + label).getBytes(StandardCharsets.UTF_8);
        byte[] manifest =
                manifest(upload(engineer(), weights), weights.length, "").getBytes(StandardCharsets.UTF_8);
        assertThat(write(engineer(), "POST", "/api/v1/models/" + model + "/versions?label=" + label, manifest)
                        .status())
                .isEqualTo(201);
    }

    private String path(String rest) {
        return "/api/v1/models/" + model + "/versions/" + rest;
    }

    private VersionId version(String label) {
        return VersionId.of(model + "/" + label);
    }

    private JsonNode shown(String ref) {
        return get(engineer(), path(ref)).json();
    }

    private static void eventually(ThrowingRunnable holds) {
        await().atMost(Duration.ofMinutes(1)).untilAsserted(holds);
    }

    @Test
    @Clause({"RET-6", "DIS-3"})
    void aStageIsTheVersionThatWasPromotedToItLast() {
        assertThat(get(engineer(), path("staging")).code()).isEqualTo("version-unknown");

        UUID first = promoted("1.0.0");
        eventually(() -> assertThat(shown("staging").path("label").asString()).isEqualTo("1.0.0"));
        UUID second = promoted("2.0.0");
        eventually(() -> assertThat(shown("staging").path("label").asString()).isEqualTo("2.0.0"));
        assertThat(shown("2.0.0").path("stages").toString()).isEqualTo("[\"staging\"]");
        assertThat(shown("1.0.0").path("stages")).isEmpty();

        OtherServices.happened(
                "approval", new PromotionRevoked(second, version("2.0.0"), digest("2.0.0"), Stage.STAGING, "faulty"));
        eventually(() -> assertThat(shown("staging").path("label").asString()).isEqualTo("1.0.0"));
        assertThat(first).isNotEqualTo(second);
    }

    private UUID promoted(String label) {
        UUID promotion = UUID.randomUUID();
        OtherServices.happened(
                "approval",
                new PromotionApproved(promotion, version(label), digest(label), Stage.STAGING, List.of(), null));
        return promotion;
    }

    private Sha256Digest digest(String label) {
        return new Sha256Digest(shown(label).path("digest").asString());
    }

    @Test
    @Clause({"DIS-3", "TAG-3"})
    void aVersionShowsWhereInProductionItRuns() {
        UUID first = deployed("1.0.0", null);
        eventually(
                () -> assertThat(shown("1.0.0").path("production").toString()).isEqualTo("[\"payments-eu\"]"));

        UUID second = deployed("2.0.0", first);
        eventually(
                () -> assertThat(shown("2.0.0").path("production").toString()).isEqualTo("[\"payments-eu\"]"));
        assertThat(shown("1.0.0").path("production")).isEmpty();

        UUID back = UUID.randomUUID();
        OtherServices.happened(
                "deployment",
                new RolledBack(
                        back,
                        version("1.0.0"),
                        digest("1.0.0"),
                        TARGET,
                        Stage.PROD,
                        UUID.randomUUID(),
                        second,
                        version("2.0.0"),
                        "worse"));
        eventually(
                () -> assertThat(shown("1.0.0").path("production").toString()).isEqualTo("[\"payments-eu\"]"));
        assertThat(shown("2.0.0").path("production")).isEmpty();

        OtherServices.happened("deployment", new Undeployed(back, version("1.0.0"), TARGET, "over"));
        eventually(() -> assertThat(shown("1.0.0").path("production")).isEmpty());
    }

    private UUID deployed(String label, UUID replaced) {
        UUID deployment = UUID.randomUUID();
        OtherServices.happened(
                "deployment", new Deployed(deployment, version(label), digest(label), TARGET, Stage.PROD, replaced));
        return deployment;
    }

    @Test
    @Clause({"EOL-1", "EOL-3"})
    void aDeprecatedVersionIsHandedOutWithAWarning() {
        Answer deprecated = deprecate(
                Map.of("reason", "superseded", "until", "2027-01-31T00:00:00Z", "successor", model + "/2.0.0"));
        assertThat(deprecated.status()).as(deprecated.toString()).isEqualTo(200);

        for (String read : List.of("1.0.0", "1.0.0/artifacts/model.bin", "1.0.0/package")) {
            Answer answer = get(engineer(), path(read));
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("Deprecation")).startsWith("@");
            assertThat(answer.header("Sunset")).isEqualTo("Sun, 31 Jan 2027 00:00:00 GMT");
            assertThat(answer.header("Link"))
                    .isEqualTo("</" + path("2.0.0").substring(1) + ">; rel=\"successor-version\"");
        }
        assertThat(get(engineer(), path("2.0.0")).header("Deprecation")).isNull();
        assertThat(shown("1.0.0").path("deprecation").path("reason").asString()).isEqualTo("superseded");
    }

    @Test
    @Clause("EOL-1")
    void aSuccessorIsARegisteredVersionAndAnother() {
        for (String successor : List.of(model + "/3.0.0", "no-such-model/1.0.0")) {
            assertThat(deprecate(Map.of("reason", "x", "successor", successor)).code())
                    .isEqualTo("successor-unknown");
        }
        assertThat(deprecate(Map.of("reason", "x", "successor", model + "/1.0.0"))
                        .code())
                .isEqualTo("successor-itself");
        assertThat(events(model, "VersionDeprecated")).isEmpty();
    }

    @Test
    @Clause("EOL-1")
    void aDateThatNoHeaderCanTellIsRefused() {
        for (String until : List.of("+10000-01-01T00:00:00Z", "-0001-01-01T00:00:00Z", "+999999999-12-31T00:00:00Z")) {
            assertThat(deprecate(Map.of("reason", "x", "until", until)).code()).isEqualTo("request-malformed");
        }
        assertThat(get(engineer(), path("1.0.0")).status()).isEqualTo(200);
    }

    @Test
    @Clause("EOL-1")
    void aPromisedDateIsBroughtForwardByTheOwnerOnly() {
        String colleague = TestTokens.of("colleague", "ml-engineer");
        write(engineer(), "PUT", "/api/v1/models/" + model + "/grants/colleague", Map.of("permission", "WRITE"));
        Map<String, String> sooner = Map.of("reason", "x", "until", "2027-01-30T00:00:00Z");
        deprecate(Map.of("reason", "x", "until", "2027-01-31T00:00:00Z"));

        assertThat(write(colleague, "PUT", path("1.0.0/deprecation"), sooner).code())
                .isEqualTo("deprecation-promised");
        assertThat(deprecate(sooner).status()).isEqualTo(200);
    }

    @Test
    @Clause("EOL-1")
    void whatIsNotDeprecatedAnyMoreCarriesNoWarning() {
        deprecate(Map.of("reason", "x"));

        Answer withdrawn = write(engineer(), "DELETE", path("1.0.0/deprecation"), null);

        assertThat(withdrawn.status()).as(withdrawn.toString()).isEqualTo(200);
        assertThat(withdrawn.json().path("deprecation").isMissingNode()).isTrue();
        assertThat(get(engineer(), path("1.0.0")).header("Deprecation")).isNull();
        assertThat(write(engineer(), "DELETE", path("1.0.0/deprecation"), null).code())
                .isEqualTo("deprecation-unknown");
        assertThat(retire().code()).isEqualTo("not-deprecated");
    }

    private Answer deprecate(Map<String, String> deprecation) {
        return write(engineer(), "PUT", path("1.0.0/deprecation"), deprecation);
    }

    @Test
    @Clause({"EOL-3", "EOL-5"})
    void whatIsNotDeprecatedOrPromisedLongerCannotRetire() {
        assertThat(retire().code()).isEqualTo("not-deprecated");
        String until = Instant.now().plusSeconds(3600).toString();
        deprecate(Map.of("reason", "x", "until", until));

        Answer early = retire();
        assertThat(early.code()).isEqualTo("retirement-too-early");
        assertThat(early.json().path("detail").asString()).endsWith("until " + until);
        assertThat(early.json().path("next").asString()).startsWith("Wait until that date");
        assertThat(get(engineer(), path("1.0.0/retirement")).code()).isEqualTo("retirement-unknown");
        assertThat(events(model, "RetirementRequested")).isEmpty();
    }

    @Test
    @Clause({"EOL-6", "EOL-2"})
    void whatIsUsedDoesNotRetireAndTheObjectionSaysWhatUsesIt() {
        deprecate(Map.of("reason", "x"));
        UUID request = requested();
        assertThat(retire().code()).isEqualTo("retirement-pending");

        OtherServices.happened(
                "deployment",
                new RetirementObjected(
                        request, version("1.0.0"), List.of(new Use("running", TARGET, UUID.randomUUID())), 1));

        eventually(() -> assertThat(retirement().path("state").asString()).isEqualTo("CANCELLED"));
        assertThat(retirement().path("objection").asString()).isEqualTo("running at payments-eu");
        assertThat(get(engineer(), path("1.0.0/artifacts/model.bin")).status()).isEqualTo(200);
        assertThat(requested()).isNotEqualTo(request);
    }

    @Test
    @Clause({"EOL-6", "EOL-4", "EOL-3"})
    void whatNobodyUsesRetiresAndKeepsItsMetadata() {
        deprecate(Map.of("reason", "x"));
        UUID request = requested();

        OtherServices.happened("deployment", new RetirementConfirmed(request, version("1.0.0")));

        eventually(() -> assertThat(retirement().path("state").asString()).isEqualTo("RETIRED"));
        assertThat(get(engineer(), path("1.0.0/artifacts/model.bin")).code()).isEqualTo("version-retired");
        assertThat(get(engineer(), path("1.0.0/package")).status()).isEqualTo(410);
        assertThat(get(TestTokens.of("otto", "auditor"), path("1.0.0/package")).status())
                .isEqualTo(200);
        assertThat(shown("1.0.0").path("manifest").isObject()).isTrue();
        assertThat(shown("1.0.0").path("retired").asString()).isNotEmpty();
        assertThat(deprecate(Map.of("reason", "again")).code()).isEqualTo("version-retired");
        assertThat(retire().code()).isEqualTo("version-retired");
        assertThat(events(model, "VersionRetired")).hasSize(1);
    }

    private Answer retire() {
        return write(engineer(), "POST", path("1.0.0/retirement"), Map.of("reason", "unused"));
    }

    private UUID requested() {
        Answer answer = retire();
        assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
        assertThat(answer.json().path("state").asString()).isEqualTo("REQUESTED");
        return UUID.fromString(answer.json().path("request").asString());
    }

    private JsonNode retirement() {
        return get(engineer(), path("1.0.0/retirement")).json();
    }
}
