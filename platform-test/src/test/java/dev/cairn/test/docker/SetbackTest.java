package dev.cairn.test.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SetbackTest {

    @TempDir
    private Path directory;

    private Setback at(Duration later) {
        return new Setback(directory.resolve("setback"), Clock.offset(Clock.systemUTC(), later));
    }

    @Test
    void whatWentWrongCountsForAnHourOrUntilItIsForgotten() {
        assertThat(at(Duration.ZERO).recent()).isEmpty();

        at(Duration.ZERO).remember("no image");
        assertThat(at(Duration.ofMinutes(59)).recent()).contains("no image");
        assertThat(at(Duration.ofMinutes(61)).recent()).isEmpty();

        at(Duration.ZERO).forget();
        assertThat(at(Duration.ZERO).recent()).isEmpty();
    }
}
