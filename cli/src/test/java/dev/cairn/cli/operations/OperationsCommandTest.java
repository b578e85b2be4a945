package dev.cairn.cli.operations;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.cli.Failure;
import dev.cairn.events.EventCodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperationsCommandTest {

    @ParameterizedTest
    @ValueSource(strings = {"{\"taken\": 3}", "{\"taken\": 3, \"parked\": null}"})
    void aKeyWhoseEventsWereAllTakenInGoesOn(String outcome) {
        assertThatCode(() -> OperationsCommand.requireGoesOn(
                        "model:fraud", EventCodec.json().readTree(outcome)))
                .doesNotThrowAnyException();
    }

    @Test
    void aKeyThatWasParkedAgainIsNoSuccess() {
        String outcome = """
                {"taken": 2, "parked": {"topic": "cairn.registry", "key": "model:fraud", "reason": "The view is full"}}
                """;

        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() -> OperationsCommand.requireGoesOn(
                        "model:fraud", EventCodec.json().readTree(outcome)))
                .withMessageContaining("2 events of model:fraud")
                .withMessageContaining("The view is full")
                .matches(failure -> failure.exitCode() == Failure.REFUSED);
    }
}
