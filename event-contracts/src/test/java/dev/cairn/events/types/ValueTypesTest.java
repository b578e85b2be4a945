package dev.cairn.events.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.events.EventCodec;
import dev.cairn.test.Clause;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;

@Clause("REG-7")
class ValueTypesTest {

    /** Never a value of any type: empty, blank, invisible, reordering, broken, look-alike, absurdly long. */
    private static final List<String> HOSTILE = List.of(
            "",
            " ",
            "\n",
            "a\n",
            "a\u0000b",
            "a\u001bb",
            "a\u007fb",
            "a\u00a0b",
            "a\u200bb",
            "a\u202eb",
            "\ufeffa",
            "fr\u0430ud",
            "\uff46raud",
            "frau\u0301d",
            "a\ud800",
            "😀",
            "\u0661",
            "x".repeat(1_000_000),
            "../".repeat(100_000));

    private static final Map<Function<String, Object>, List<String>> TYPES = Map.of(
            ModelName::new,
            List.of("-a", "a-", ".", "..", "_", "A", "a b", "a/b", "a".repeat(129), "%2e%2e"),
            Label::new,
            List.of("latest", "dev", "staging", "prod", "-1", "+1", ".1", "1/2", "1_0", "1".repeat(129)),
            Alias::new,
            List.of("latest", "1", "Champion", "a_b", "a.b", "ab".repeat(32), "a".repeat(64), "ab".repeat(32) + "-2"),
            TagKey::new,
            List.of("/a", "-a", "A", "a b", "a".repeat(129), "a:b"),
            Sha256Digest::new,
            List.of("ab", "AB".repeat(32), "ab".repeat(31) + "g0", "ab".repeat(33), "0x" + "ab".repeat(31)),
            GitCommit::new,
            List.of("HEAD", "abc1234", "AB".repeat(20), "ab".repeat(21), "ab".repeat(33), "main"),
            VersionId::of,
            List.of("fraud", "fraud/", "/1", "fraud/1/2", "fraud/latest", "Fraud/1", "../1"),
            VersionReference::of,
            List.of(
                    "fraud",
                    "fraud/latest",
                    "fraud/sha256:",
                    "fraud/sha256:1.0.0",
                    "sha256:" + "ab".repeat(32),
                    "/sha256:ab"),
            Actor::of,
            List.of(
                    "ada",
                    "#ada",
                    "issuer#ada",
                    "https://a#b#c",
                    "https://a#",
                    "https://a#a b",
                    "https://a#ü",
                    "::#a"));

    static Stream<Arguments> refused() {
        return Stream.concat(
                TYPES.entrySet().stream()
                        .flatMap(type -> type.getValue().stream().map(text -> Arguments.of(type.getKey(), text))),
                TYPES.keySet().stream().flatMap(type -> HOSTILE.stream().map(text -> Arguments.of(type, text))));
    }

    @ParameterizedTest(name = "[{index}]")
    @MethodSource("refused")
    void refuseNonsenseWithAShortHarmlessSentence(Function<String, Object> type, String text) {
        assertThatThrownBy(() -> type.apply(text))
                .isInstanceOf(IllegalArgumentException.class)
                .satisfies(refusal -> assertThat(refusal.getMessage())
                        .hasSizeBetween(20, 1500)
                        .matches("[ -~…]+"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../up",
                "a/../b",
                "a/..",
                "./a",
                "a/./b",
                "/etc/passwd",
                "a//b",
                "a/",
                "a\\b",
                "..\\up",
                "C:/x",
                "C:x",
                "~/x",
                "a:stream",
                ".git/config",
                "con",
                "CON",
                "Nul.txt",
                "dir/aux.tar.gz",
                "com1",
                "LPT9.log",
                "a.",
                "a/b.",
                "a ",
                "a /b",
                " a",
                "...",
                "a/...",
                "a*b",
                "a?b",
                "a|b",
                "a<b",
                "a\"b",
                "%2e%2e/a",
                "a\nb"
            })
    void noArtifactCanLeaveItsFolderOrTroubleAFileSystem(String path) {
        assertThatThrownBy(() -> new ArtifactPath(path)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void noArtifactsPathIsHostileOrAbsurdlyLong() {
        HOSTILE.forEach(
                path -> assertThatThrownBy(() -> new ArtifactPath(path)).isInstanceOf(IllegalArgumentException.class));
        for (String path : List.of("a".repeat(201), "a/".repeat(256) + "a", "a/" + "b".repeat(201))) {
            assertThatThrownBy(() -> new ArtifactPath(path)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(new ArtifactPath("a/".repeat(255) + "ab").value()).hasSize(512);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "model.onnx",
                "weights/model-00001-of-00002.safetensors",
                "a/.hidden",
                "Model Card (v2).md",
                "console.log",
                "com10",
                "@scope/x=1,2+3"
            })
    void anArtifactCanHaveTheNamesThatPeopleUse(String path) {
        assertThat(new ArtifactPath(path)).hasToString(path);
    }

    static Stream<Object> values() {
        return Stream.of(
                new ModelName("fraud-v2.eu_west"),
                new ModelName("a"),
                new ModelName("a".repeat(128)),
                new Label("1.2.0-rc.1+build.5"),
                new Label("2026-11-24-120000-2"),
                new Label("ab".repeat(32) + "-2"),
                new Alias("champion"),
                new TagKey("team/reviewed"),
                new Sha256Digest("ab".repeat(32)),
                new GitCommit("ab".repeat(20)),
                new GitCommit("ab".repeat(32)),
                new ArtifactPath("a/b.c"),
                VersionId.of("fraud/1.2.0"),
                VersionReference.of("fraud/1.2.0"),
                VersionReference.of("fraud/" + "ab".repeat(32)),
                Actor.of("https://login.example.com/realms/a#8f14e45f-ceea"));
    }

    @ParameterizedTest
    @MethodSource("values")
    void areWrittenAsOneTextAndReadBackEqual(Object value) {
        String json = EventCodec.json().writeValueAsString(value);

        assertThat(json).isEqualTo("\"" + value + "\"");
        assertThat(EventCodec.json().readValue(json, value.getClass())).isEqualTo(value);
    }

    @ParameterizedTest
    @MethodSource("values")
    void areReadFromNothingButText(Object value) {
        for (String json : List.of("{}", "[]", "true", "{\"value\":\"x\"}", "\"\"", "[\"x\"]")) {
            assertThatThrownBy(() -> EventCodec.json().readValue(json, value.getClass()))
                    .as(json)
                    .isInstanceOf(JacksonException.class);
        }
    }

    @Test
    @Clause("VER-2")
    void aVersionIsAskedForByItsDigestWithOrWithoutPrefix() {
        String digest = "ab".repeat(32);

        assertThat(VersionReference.of("fraud/sha256:" + digest)).isEqualTo(VersionReference.of("fraud/" + digest));
    }

    @Test
    @Clause("VER-2")
    void aLabelOrAliasIsNeverTakenForAStageOrForLatest() {
        for (String word : Label.RESERVED) {
            assertThatThrownBy(() -> new Label(word)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> new Alias(word)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    @Clause("VER-2")
    void anAliasIsNeverTakenForALabelOfAScheme() {
        for (String label : List.of("1", "1.0.0", "2026-11-24-120000", "ab".repeat(32), "ab".repeat(32) + "-2")) {
            assertThat(new Label(label).value()).isEqualTo(label);
            assertThatThrownBy(() -> new Alias(label)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    @Clause("IMM-3")
    void aDigestIsThatOfFips180() {
        assertThat(Sha256Digest.of("abc".getBytes(java.nio.charset.StandardCharsets.US_ASCII)))
                .hasToString("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(Sha256Digest.ofHash(Sha256Digest.of(new byte[0]).bytes())).isEqualTo(Sha256Digest.of(new byte[0]));
    }
}
