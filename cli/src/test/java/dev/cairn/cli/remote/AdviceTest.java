package dev.cairn.cli.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.cli.Cairn;
import dev.cairn.events.EventCodec;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class AdviceTest {

    private static final Pattern COMMAND = Pattern.compile("cairn ([a-z]+)");

    private static JsonNode problem(String name) {
        return EventCodec.json().readTree("""
                {"type": "https://cairn.dev/problems/%s", "next": "GET /api/v1/it"}
                """.formatted(name));
    }

    @Test
    void whoTypesCommandsIsToldCommandsThatExist() {
        assertThat(Advice.problems()).allSatisfy(name -> {
            String advice = Advice.of(problem(name), "POST");
            assertThat(advice).doesNotContain("/api/");
            assertThat(COMMAND.matcher(advice).results().map(named -> named.group(1)))
                    .isSubsetOf(Cairn.commandLine().getSubcommands().keySet());
        });
    }

    @Test
    void onlyWhoWantedToChangeSomethingIsToldThatItMayBeDone() {
        for (String name : List.of("unavailable", "unexpected")) {
            assertThat(Advice.of(problem(name), "POST")).contains("may have been done", "does nothing twice");
            assertThat(Advice.of(problem(name), "GET")).doesNotContain("done");
        }
    }

    @Test
    void whereNothingAnswersOnThisMachineItsUserIsToldHowToLookAndToStart() {
        assertThat(Advice.whereNothingAnswers(URI.create("http://127.0.0.1:11082")))
                .contains("cairn status", "cairn cluster status", "cairn up");
        assertThat(Advice.whereNothingAnswers(URI.create("https://cairn.example.org/approval")))
                .doesNotContain("cairn up", "cluster");
    }

    @Test
    void otherwiseTheServicesOwnWordsCount() {
        assertThat(Advice.of(problem("payload-too-large"), "POST")).isEqualTo("GET /api/v1/it");
        assertThat(Advice.of(EventCodec.json().readTree("{\"type\": \"about:blank\"}"), "GET"))
                .isNull();
    }
}
