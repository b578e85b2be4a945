package dev.cairn.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.cli.Failure;
import dev.cairn.events.EventCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownLogsTest {

    @TempDir
    private Path directory;

    private Path file;
    private ServedLog log;

    @BeforeEach
    void open() throws IOException {
        file = directory.resolve("known-logs.json");
        log = new ServedLog();
    }

    @AfterEach
    void close() {
        log.close();
    }

    private SignedTree seen() {
        return new KnownLogs(file, log.api(), Duration.ZERO).verifyServed();
    }

    private ThrowableAssertAlternative<Failure> assertAltered() {
        return assertThatExceptionOfType(Failure.class)
                .isThrownBy(this::seen)
                .matches(failure -> failure.exitCode() == Failure.ALTERED);
    }

    @Test
    void aLogThatGrowsIsFollowed() {
        log.show(1);
        assertThat(seen().size()).isEqualTo(1);
        log.show(2);
        assertThat(seen().size()).isEqualTo(2);
        assertThat(seen().size()).isEqualTo(2);
    }

    @Test
    void aLogThatWasSetBackIsFoundOut() {
        log.show(2);
        seen();
        log.show(1);

        assertAltered().withMessageContaining("had 2 entries").withMessageContaining("has 1 now");
        log.show(2);
        assertThat(seen().size()).isEqualTo(2);
    }

    @Test
    void aLogThatDoesNotGoOnFromWhatWasSeenIsFoundOut() {
        log.show(1);
        seen();
        log.forge();
        assertAltered().withMessageContaining("two trees that do not fit together");

        log.show(2);
        log.forge();
        assertAltered().withMessageContaining("two trees that do not fit together");
    }

    @Test
    void aKeyThatWasChangedIsToldFromAForgeryAndCanBeAccepted() throws IOException {
        log.show(1);
        seen();
        String before = log.key();
        log.changeKey();

        assertAltered()
                .withMessageContaining(before)
                .withMessageContaining(log.key())
                .matches(failure -> String.valueOf(failure.next()).contains(file.toString()));

        Files.writeString(file, Files.readString(file).replace(before, log.key()));
        log.show(2);
        assertThat(seen().size()).isEqualTo(2);
        log.show(1);
        assertAltered().withMessageContaining("had 2 entries");
    }

    @Test
    void anotherLogInPlaceOfTheOneThatWasSeenIsFoundOutWithWhatToRemoveWhereItIsMeant() {
        log.show(2);
        seen();
        log.replace("log.other");
        log.show(1);

        assertAltered()
                .withMessageContaining("served the log log.test before, and serves log.other now")
                .matches(failure -> String.valueOf(failure.next())
                        .contains("remove the entry \"" + log.api().service() + "\" from " + file));
    }

    @Test
    void aLogThatThisUserBeganAnewIsTakenAndWhatWasKnownOfItAndOfOthersIsKept() throws IOException {
        log.show(2);
        seen();
        String before = log.checkpoint();
        try (var other = new ServedLog()) {
            other.show(2);
            new KnownLogs(file, other.api(), Duration.ZERO).verifyServed();

            assertThat(KnownLogs.setAside(file, log.api().service()))
                    .hasValueSatisfying(told -> assertThat(told).contains("log.test", file.toString()));
            assertThat(KnownLogs.setAside(file, log.api().service())).isEmpty();

            log.replace("log.other");
            log.show(1);
            assertThat(seen().size()).isEqualTo(1);
            assertThat(EventCodec.json().readTree(Files.readAllBytes(file)).values())
                    .anyMatch(known -> known.path("checkpoint").asString().equals(before));
            other.show(1);
            assertThatExceptionOfType(Failure.class)
                    .isThrownBy(() -> new KnownLogs(file, other.api(), Duration.ZERO).verifyServed())
                    .withMessageContaining("had 2 entries");
        }
    }

    @Test
    void whatNobodyKnownSignedIsAForgery() {
        log.show(1);
        seen();
        var known = new KnownLogs(file, log.api(), Duration.ZERO);
        String forged = log.checkpoint().replace("\n1\n", "\n2\n");

        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() -> known.verify(forged))
                .withMessageContaining("not signed by the log's key");
        for (String none : new String[] {"", "\n\n", "log.test\none\nAAAA\n\n", "log.test\n1\n!\n\n"}) {
            assertThatExceptionOfType(Failure.class)
                    .isThrownBy(() -> known.verify(none))
                    .withMessageContaining("no signed checkpoint");
        }
    }
}
