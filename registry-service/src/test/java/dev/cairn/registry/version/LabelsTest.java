package dev.cairn.registry.version;

import static dev.cairn.registry.RegistryRefusal.LABEL_INVALID;
import static dev.cairn.registry.RegistryRefusal.LABEL_TAKEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cairn.events.types.Label;
import dev.cairn.events.types.LabelScheme;
import dev.cairn.events.types.Sha256Digest;
import dev.cairn.platform.problem.Refused;
import dev.cairn.test.Clause;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Clause({"VER-1", "VER-2"})
class LabelsTest {

    private static final Instant NOW = Instant.parse("2026-03-01T04:05:06.789Z");
    private static final Sha256Digest WEIGHTS = new Sha256Digest("ab".repeat(32));

    @ParameterizedTest(name = "after {0} comes {1}")
    @CsvSource(
            nullValues = "nothing",
            value = {
                "nothing, 1.0.0",
                "1.0.0, 1.0.1",
                "1.0.9, 1.0.10",
                "2.0.0 1.9.9, 2.0.1",
                "1.10.0 1.9.0, 1.10.1",
                "2.0.0-rc.1 1.9.9, 2.0.0",
                "2.0.0-rc.1 2.0.0, 2.0.1",
                "1.0.0+linux, 1.0.1",
                "1.0.0-rc.1 1.0.0-rc.99999999999999999999, 1.0.0",
                "1.0.999999999, 1.0.1000000000",
                "1.0.3 1.0.-2147483648, 1.0.4"
            })
    void nextSemanticVersionIsTheFollowingPatchOfTheHighest(@Nullable String given, String next) {
        assertThat(after(given).next(LabelScheme.SEMANTIC, null, NOW, WEIGHTS)).isEqualTo(new Label(next));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0.1", "0.9.0", "3.0.0-alpha.1", "1.0.0+mac"})
    void takesAnySemanticVersionThatIsFree(String wanted) {
        assertThat(after("1.0.0 2.0.0").next(LabelScheme.SEMANTIC, wanted, NOW, WEIGHTS))
                .isEqualTo(new Label(wanted));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "v1.0.0",
                "1.0",
                "01.0.0",
                "1.0.0-",
                "latest",
                "",
                "1.0.0-ü",
                "1.0.0\u202e",
                "4294967296.0.0",
                "1.0.2147483647",
                "1.1000000000.0",
                "1000000000.0.0",
                "1.0.1000000000-rc.1"
            })
    void refusesWhatIsNoSemanticVersionOrLeavesNoRoomForThoseThatFollow(String wanted) {
        Refused refused = catchThrowableOfType(
                Refused.class, () -> after("1.0.0").next(LabelScheme.SEMANTIC, wanted, NOW, WEIGHTS));
        assertThat(refused.code()).isEqualTo(LABEL_INVALID);
    }

    @Test
    void asksForNoOthersWhereTheLabelIsGiven() {
        var labels = new Labels(
                () -> {
                    throw new AssertionError("All labels of the model were asked for");
                },
                label -> false);
        assertThat(labels.next(LabelScheme.SEMANTIC, "1.2.3", NOW, WEIGHTS)).isEqualTo(new Label("1.2.3"));
    }

    @Test
    void refusesALabelThatAnotherVersionHas() {
        Refused refused = catchThrowableOfType(
                Refused.class, () -> after("1.0.0 1.0.1").next(LabelScheme.SEMANTIC, "1.0.0", NOW, WEIGHTS));
        assertThat(refused.code()).isEqualTo(LABEL_TAKEN);
    }

    @Test
    void numbersHaveNoGap() {
        assertThat(series(LabelScheme.NUMBER, 12))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 12).mapToObj(Integer::toString).toList());
    }

    @Test
    void timestampsThatMeetGetASuffix() {
        assertThat(series(LabelScheme.TIMESTAMP, 3))
                .containsExactly("2026-03-01-040506", "2026-03-01-040506-2", "2026-03-01-040506-3");
    }

    @Test
    void laterManifestsOverTheSameWeightsGetASuffix() {
        assertThat(series(LabelScheme.WEIGHTS_DIGEST, 3))
                .containsExactly(WEIGHTS.value(), WEIGHTS + "-2", WEIGHTS + "-3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NUMBER", "TIMESTAMP", "WEIGHTS_DIGEST"})
    void schemesThatMakeLabelsThemselvesTakeNone(LabelScheme scheme) {
        Refused refused = catchThrowableOfType(Refused.class, () -> after(null).next(scheme, "7", NOW, WEIGHTS));
        assertThat(refused.code()).isEqualTo(LABEL_INVALID);
        assertThat(refused).hasMessageContaining(scheme.name());
    }

    /** Labels as versions get them one after the other at the same instant and over the same weights. */
    private static List<String> series(LabelScheme scheme, int count) {
        List<Label> given = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            given.add(new Labels(() -> given, given::contains).next(scheme, null, NOW, WEIGHTS));
        }
        return given.stream().map(Label::value).toList();
    }

    private static Labels after(@Nullable String given) {
        List<Label> labels = given == null
                ? List.of()
                : Stream.of(given.split(" ")).map(Label::new).toList();
        return new Labels(() -> labels, labels::contains);
    }
}
