package dev.cairn.audit.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.audit.verification.Findings.Found;
import dev.cairn.events.registry.VersionEvent.VersionRegistered;
import dev.cairn.events.types.Sha256Digest;
import dev.cairn.platform.writeonce.directory.DirectoryStore;
import dev.cairn.test.Clause;
import dev.cairn.test.TestService;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With a store that has lost everything, so that all that is held is named. */
@Clause("IMM-4")
class RegisteredContentTest {

    private static final Sha256Digest WEIGHTS = Sha256Digest.of(new byte[] {1});

    private static Found missing(Consumer<RegisteredContent> added) throws IOException {
        var findings = new Findings();
        var content = new RegisteredContent(findings);
        added.accept(content);
        var empty = new DirectoryStore(TestService.temporaryDirectory("empty"), Clock.systemUTC(), 0);
        content.check(empty, new Progress());
        return findings.found();
    }

    private static List<String> where(Found found) {
        return found.first().stream()
                .map(finding -> finding.what() + " " + finding.where())
                .toList();
    }

    @Test
    void whatIsFoundDoesNotDependOnWhetherRowsOrTopicsWereReadFaster() throws IOException {
        var older = Recorded.event(Recorded.version("1.0.0", WEIGHTS));
        var newer = Recorded.event(Recorded.version("2.0.0", WEIGHTS));

        Found found = missing(content -> {
            content.add(older, 3);
            content.add(newer, 7);
            content.add(older, 3);
        });
        Found other = missing(content -> {
            content.add(newer, 7);
            content.add(older, 3);
            content.add(newer, 7);
        });

        assertThat(other).isEqualTo(found);
        assertThat(where(found))
                .containsExactly(
                        "artifact model.bin of fraud/1.0.0, model.bin of fraud/2.0.0",
                        "manifest manifest of fraud/1.0.0",
                        "manifest manifest of fraud/2.0.0");
    }

    @Test
    void anArtifactThatIsTheManifestOfAnotherVersionHidesNothingOfIt() throws IOException {
        VersionRegistered hidden = Recorded.version("2.0.0", WEIGHTS);
        VersionRegistered hiding = Recorded.version("1.0.0", hidden.digest());

        Found found = missing(content -> {
            content.add(Recorded.event(hiding), 3);
            content.add(Recorded.event(hidden), 7);
        });

        assertThat(where(found)).contains("artifact model.bin of fraud/2.0.0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"artifacts\":[{\"path\":\"x\",\"digest\":{}}]}",
                "{\"artifacts\":[{\"path\":{},\"digest\":\"%s\"}]}",
                "{\"artifacts\":[[]]}",
                "{\"artifacts\":{\"a\":1}}",
            })
    void aManifestThatMakesNoSenseIsNamedAndHidesNoOther(String json) throws IOException {
        VersionRegistered senseless = Recorded.version("1.0.0", WEIGHTS, json.replace("%s", WEIGHTS.value()));

        Found found = missing(content -> {
            content.add(Recorded.event(senseless), 3);
            content.add(Recorded.event(Recorded.version("2.0.0", WEIGHTS)), 7);
        });

        assertThat(where(found))
                .contains("manifest " + Recorded.event(senseless))
                .anyMatch(it -> it.startsWith("artifact ") && it.contains("model.bin of fraud/2.0.0"));
    }
}
