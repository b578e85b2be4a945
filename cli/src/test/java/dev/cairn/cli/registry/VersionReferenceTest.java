package dev.cairn.cli.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.cli.Cairn;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VersionReferenceTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pull fraud/champion",
                "show fraud/champion",
                "tag fraud/champion purpose=candidate",
                "alias fraud/champion best"
            })
    void every_command_about_one_version_takes_it_by_model_and_reference(String typed) {
        var parsed = Cairn.commandLine().parseArgs(typed.split(" "));

        assertThat(parsed.subcommand().matchedPositional(0).<VersionReference>getValue())
                .isEqualTo(new VersionReference("fraud", "champion"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"fraud", "fraud/latest"})
    void a_model_alone_means_its_latest_version(String text) {
        assertThat(new VersionReference(text).path()).isEqualTo("/api/v1/models/fraud/versions/latest");
    }
}
