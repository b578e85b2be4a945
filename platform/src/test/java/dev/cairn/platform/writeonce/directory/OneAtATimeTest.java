package dev.cairn.platform.writeonce.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.platform.writeonce.WriteOnceStore.Away;
import dev.cairn.test.ChildProcess;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OneAtATimeTest {

    @Test
    void givesUpOnAProcessThatStandsStillAndGoesOnWhenThatHasEnded(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("blobs.lock");
        var change = new OneAtATime(file, Duration.ofMillis(100));
        try (var holder = ChildProcess.start(FileHolder.class, file.toString())) {
            holder.awaitLine("has the lock");

            assertThatThrownBy(() -> change.run(() -> true))
                    .isInstanceOf(Away.class)
                    .hasMessageContaining("if it hangs, stop it");
        }

        assertThat(change.run(() -> true)).isTrue();
    }
}
