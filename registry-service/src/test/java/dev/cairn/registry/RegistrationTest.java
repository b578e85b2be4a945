package dev.cairn.registry;

import static dev.cairn.registry.RunningRegistry.engineer;
import static dev.cairn.registry.RunningRegistry.get;
import static dev.cairn.registry.RunningRegistry.manifest;
import static dev.cairn.registry.RunningRegistry.newModel;
import static dev.cairn.registry.RunningRegistry.upload;
import static dev.cairn.registry.RunningRegistry.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.events.CanonicalJson;
import dev.cairn.events.types.Sha256Digest;
import dev.cairn.test.Answer;
import dev.cairn.test.Clause;
import dev.cairn.test.TestTokens;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RegistrationTest {

    @Test
    @Clause({"VER-1", "VER-2", "VER-5", "VER-6", "MET-1", "RET-3"})
    void registersAVersionThatEachOfItsNamesFinds() {
        String model = newModel(engineer(), "SEMANTIC");
        Answer registered = register(model, "weights-1", ", \"description\": \"the first\"", "");

        assertThat(registered.status()).as(registered.toString()).isEqualTo(201);
        assertThat(registered.json().path("label").asString()).isEqualTo("1.0.0");
        assertThat(registered.header("Location")).isEqualTo(versions(model) + "/1.0.0");
        String digest = registered.json().path("digest").asString();
        for (String reference : List.of("1.0.0", digest, "sha256:" + digest, "latest")) {
            Answer found = get(engineer(), versions(model) + "/" + reference);
            assertThat(found.json().path("digest").asString()).as(reference).isEqualTo(digest);
            assertThat(CanonicalJson.digest(found.json().path("manifest"))).isEqualTo(new Sha256Digest(digest));
        }
        assertThat(events("version:" + model + "/1.0.0")).containsExactly("dev.cairn.registry.VersionRegistered.v1");
    }

    @Test
    @Clause("VER-2")
    void labelsVersionsByEachScheme() {
        assertThat(labels("SEMANTIC", 3)).containsExactly("1.0.0", "1.0.1", "1.0.2");
        assertThat(labels("NUMBER", 3)).containsExactly("1", "2", "3");
        assertThat(labels("TIMESTAMP", 1).get(0)).matches("\\d{4}-\\d\\d-\\d\\d-\\d{6}");

        String model = newModel(engineer(), "WEIGHTS_DIGEST");
        String weights =
                Sha256Digest.of("same".getBytes(StandardCharsets.UTF_8)).value();
        assertThat(register(model, "same", ", \"changeNote\": \"a\"", "")
                        .json()
                        .path("label")
                        .asString())
                .isEqualTo(weights);
        assertThat(register(model, "same", ", \"changeNote\": \"b\"", "")
                        .json()
                        .path("label")
                        .asString())
                .isEqualTo(weights + "-2");
    }

    @Test
    @Clause("VER-2")
    void takesASemanticLabelThatIsGivenAndRefusesOneThatIsTakenOrNone() {
        String model = newModel(engineer(), "SEMANTIC");

        assertThat(register(model, "a", "", "?label=2.1.0-rc.1")
                        .json()
                        .path("label")
                        .asString())
                .isEqualTo("2.1.0-rc.1");
        assertThat(register(model, "b", "", "").json().path("label").asString()).isEqualTo("2.1.0");
        assertThat(register(model, "c", "", "?label=2.1.0").code()).isEqualTo("label-taken");
        assertThat(register(model, "c", "", "?label=v3").code()).isEqualTo("label-invalid");
        assertThat(register(newModel(engineer(), "NUMBER"), "c", "", "?label=7").code())
                .isEqualTo("label-invalid");
    }

    @Test
    @Clause("VER-2")
    void noLabelOfSomebodyElseStopsTheNextOne() {
        String model = newModel(engineer(), "SEMANTIC");
        assertThat(register(model, "a", "", "?label=1.0.2147483647").code()).isEqualTo("label-invalid");
        for (String label : List.of("1.0.999999999", "2.0.0-" + "9".repeat(100), "2.0.0-rc" + "9".repeat(100))) {
            assertThat(register(model, label, "", "?label=" + label).status())
                    .as(label)
                    .isEqualTo(201);
        }
        assertThat(register(model, "next", "", "").json().path("label").asString())
                .isEqualTo("2.0.0");
        assertThat(register(model, "after", "", "").json().path("label").asString())
                .isEqualTo("2.0.1");
    }

    @Test
    @Clause("PIP-4")
    void givesTheSameVersionForTheSameManifestHoweverOftenItIsSent() {
        String model = newModel(engineer(), "NUMBER");
        Answer first = register(model, "w", "", "");
        Answer again = register(model, "w", "", "");

        assertThat(first.status()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json()).isEqualTo(first.json());
    }

    @Test
    @Clause("PIP-4")
    void keepsNoManifestForARequestThatMayBeRepeated() {
        String model = newModel(engineer(), "NUMBER");
        String more = ", \"configuration\": {\"large\": \"" + "x".repeat(100_000) + "\"}";
        Answer first = register(model, "w", more, "", "Idempotency-Key", model);
        Answer again = register(model, "w", more, "", "Idempotency-Key", model);

        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(again.json()).isEqualTo(first.json());
        assertThat(first.json().at("/manifest/configuration/large").asString()).hasSize(100_000);
        assertThat(RunningRegistry.jdbc()
                        .sql("select length(answer) from platform.idempotent_request where key = ?")
                        .param(model)
                        .query(Integer.class)
                        .single())
                .isLessThan(10_000);
    }

    @Test
    @Clause({"PIP-4", "VER-1"})
    void makesOneVersionOfOneManifestSentManyTimesAtOnceAndLeavesNoGapBetweenLabels() throws Exception {
        String model = newModel(engineer(), "NUMBER");
        upload(engineer(), "shared".getBytes(StandardCharsets.UTF_8));
        List<Callable<Answer>> same = IntStream.range(0, 8)
                .<Callable<Answer>>mapToObj(i -> () -> register(model, "shared", "", ""))
                .toList();
        List<Callable<Answer>> different = IntStream.range(0, 16)
                .<Callable<Answer>>mapToObj(i -> () -> register(model, "shared", ", \"changeNote\": \"" + i + "\"", ""))
                .toList();
        List<Callable<Answer>> all = new ArrayList<>(same);
        all.addAll(different);

        var pool = Executors.newFixedThreadPool(24);
        Set<Integer> labels = new TreeSet<>();
        for (Future<Answer> answer : pool.invokeAll(all)) {
            assertThat(answer.get().status()).as(answer.get().toString()).isIn(200, 201);
            labels.add(Integer.parseInt(answer.get().json().path("label").asString()));
        }
        pool.shutdown();

        assertThat(labels)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 17).boxed().toList());
    }

    @Test
    @Clause({"PIP-3", "REG-7"})
    void namesAllFaultsAndLeavesNothing() {
        String model = newModel(engineer(), "SEMANTIC");
        String faulty = """
                {"manifestVersion": 1, "parents": [{"model": "nobody", "version": "1"}],
                 "artifacts": [{"path": "w", "role": "weights", "size": 1, "mediaType": "a/b", "digest": "%1$s"},
                               {"path": "x", "role": "other", "size": 9, "mediaType": "a/b", "digest": "%2$s"},
                               {"path": "Manifest.json", "role": "other", "size": 1, "mediaType": "a/b", "digest": "%2$s"}]}
                """.formatted("0".repeat(64), upload(engineer(), new byte[] {7}));
        Answer answer = write(engineer(), "POST", versions(model), faulty.getBytes(StandardCharsets.UTF_8));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("manifest-invalid");
        assertThat(answer.json()
                        .path("faults")
                        .valueStream()
                        .map(fault -> fault.path("pointer").asString()))
                .containsExactly("/artifacts/0/digest", "/artifacts/1/size", "/artifacts/2/path", "/parents/0");
        assertThat(get(engineer(), versions(model)).json().path("items")).isEmpty();
        assertThat(get(engineer(), "/api/v1/models/" + model)
                        .json()
                        .path("versions")
                        .asInt())
                .isZero();
    }

    @Test
    @Clause({"IMM-1", "IMM-5"})
    void refusesEveryChangeOfAVersionSaysTheWayOnAndRecordsIt() {
        String model = newModel(engineer(), "SEMANTIC");
        register(model, "w", "", "");
        for (String method : List.of("PUT", "PATCH", "DELETE", "POST")) {
            for (String path : List.of("/1.0.0", "/latest", "/1.0.0/artifacts/model.bin")) {
                Answer answer =
                        write(engineer(), method, versions(model) + path, "{}".getBytes(StandardCharsets.UTF_8));
                assertThat(answer.status()).as(method + path + answer).isEqualTo(409);
                assertThat(answer.code()).isEqualTo("version-immutable");
                assertThat(answer.json().at("/wayOn/manifest/parents/0/version").asString())
                        .isEqualTo("1.0.0");
                String refusal = answer.json().path("instance").asString().replace("urn:uuid:", "refusal:");
                assertThat(events(refusal)).containsExactly("dev.cairn.access.ChangeRefused.v1");
            }
        }
    }

    @Test
    @Clause({"TAG-1", "TAG-2", "DIS-2", "DIS-3"})
    void tagsAndAliasesMoveWithoutChangingTheVersion() {
        String model = newModel(engineer(), "SEMANTIC");
        register(model, "a", "", "");
        register(model, "b", "", "");
        String digest = get(engineer(), versions(model) + "/1.0.0")
                .json()
                .path("digest")
                .asString();

        write(engineer(), "PUT", versions(model) + "/1.0.0/tags/team/purpose", Map.of("value", "candidate"));
        write(engineer(), "PUT", "/api/v1/models/" + model + "/aliases/champion", Map.of("version", "1.0.0"));
        Answer tagged = get(engineer(), versions(model) + "/champion");
        assertThat(tagged.json().path("digest").asString()).isEqualTo(digest);
        assertThat(tagged.json().at("/tags/team~1purpose").asString()).isEqualTo("candidate");
        assertThat(tagged.json().path("latest").asBoolean()).isFalse();

        write(engineer(), "PUT", "/api/v1/models/" + model + "/aliases/champion", Map.of("version", "latest"));
        write(engineer(), "DELETE", versions(model) + "/1.0.0/tags/team/purpose", null);
        assertThat(get(engineer(), versions(model) + "/champion")
                        .json()
                        .path("label")
                        .asString())
                .isEqualTo("1.0.1");
        assertThat(get(engineer(), "/api/v1/models/" + model + "/history")
                        .json()
                        .path("items")
                        .valueStream()
                        .map(event -> event.path("type").asString().replaceFirst("dev.cairn.registry.", "")))
                .containsExactly(
                        "ModelRegistered.v1",
                        "VersionRegistered.v1",
                        "VersionRegistered.v1",
                        "VersionTagged.v1",
                        "AliasAssigned.v1",
                        "AliasAssigned.v1",
                        "VersionUntagged.v1");
    }

    @Test
    @Clause({"TAG-1", "REG-7"})
    void aTagMayBeAsLongAsItIsSaidInAnyScript() {
        String model = newModel(engineer(), "SEMANTIC");
        register(model, "a", "", "");
        var characters = new Random(4711).ints(1024, '\u4e00', '\u9fff');
        String longest = characters
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();

        Answer tagged = write(engineer(), "PUT", versions(model) + "/1.0.0/tags/note", Map.of("value", longest));

        assertThat(tagged.json().at("/tags/note").asString()).isEqualTo(longest);
    }

    @Test
    @Clause("TAG-4")
    void aGovernedTagIsSetByGovernanceAndByNobodyElse() {
        String model = newModel(engineer(), "SEMANTIC");
        register(model, "a", "", "");
        String tag = versions(model) + "/1.0.0/tags/";
        String governance = TestTokens.of("gus", "governance");

        assertThat(write(engineer(), "PUT", tag + "governance/audited", Map.of("value", "x"))
                        .code())
                .isEqualTo("tag-governed");
        assertThat(write(governance, "PUT", tag + "governance/audited", Map.of("value", "yes"))
                        .json()
                        .at("/tags/governance~1audited")
                        .asString())
                .isEqualTo("yes");
        assertThat(write(governance, "PUT", tag + "purpose", Map.of("value", "x"))
                        .code())
                .isEqualTo("not-yours");
        assertThat(write(governance, "DELETE", tag + "governance/audited", null).status())
                .isEqualTo(200);
    }

    private static List<String> labels(String scheme, int count) {
        String model = newModel(engineer(), scheme);
        return IntStream.range(0, count)
                .mapToObj(i ->
                        register(model, scheme + i, "", "").json().path("label").asString())
                .collect(Collectors.toList());
    }

    private static Answer register(String model, String content, String more, String query, String... headers) {
        byte[] weights = content.getBytes(StandardCharsets.UTF_8);
        Sha256Digest digest = upload(engineer(), weights);
        return write(
                engineer(),
                "POST",
                versions(model) + query,
                manifest(digest, weights.length, more).getBytes(StandardCharsets.UTF_8),
                headers);
    }

    private static String versions(String model) {
        return "/api/v1/models/" + model + "/versions";
    }

    private static List<String> events(String stream) {
        return RunningRegistry.jdbc()
                .sql("select type from events.event where stream = ? order by sequence")
                .param(stream)
                .query(String.class)
                .list();
    }
}
