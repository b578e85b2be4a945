package dev.cairn.test.docker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** What went wrong with Docker on this machine within the last hour, so that not every JVM of a build waits for it again. */
final class Setback {

    private static final Duration REMEMBERED = Duration.ofHours(1);

    private final Path file;
    private final Clock clock;

    Setback(Path file, Clock clock) {
        this.file = file;
        this.clock = clock;
    }

    Optional<String> recent() {
        try {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                    || Files.getLastModifiedTime(file)
                            .toInstant()
                            .isBefore(clock.instant().minus(REMEMBERED))) {
                return Optional.empty();
            }
            return Optional.of(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void remember(String what) {
        try {
            Files.writeString(
                    file,
                    what,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE,
                    LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void forget() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
