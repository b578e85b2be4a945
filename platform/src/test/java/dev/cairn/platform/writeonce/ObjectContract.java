package dev.cairn.platform.writeonce;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.test.Clause;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every store promises about named objects. */
public abstract class ObjectContract {

    private final String own = "test/" + UUID.randomUUID() + "/";

    protected abstract WriteOnceStore store();

    /** A store over the same place, as another process would open it. */
    protected abstract WriteOnceStore reopened() throws IOException;

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static Instant soon() {
        return Instant.now().plusSeconds(5);
    }

    @Test
    @Clause("AUD-2")
    void whatIsFinalStaysAsItIs() throws IOException {
        store().writeObject(own + "tile/0/000", bytes("first"), soon());
        store().writeObject(own + "tile/0/000", bytes("first"), soon());
        assertThatThrownBy(() -> store().writeObject(own + "tile/0/000", bytes("other"), soon()))
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessageContaining("tile/0/000");
        assertThatThrownBy(() -> store().replaceObject(own + "tile/0/000", bytes("other")))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(reopened().readObject(own + "tile/0/000")).hasValue(bytes("first"));
    }

    @Test
    void whatGrowsIsReplaced() throws IOException {
        store().replaceObject(own + "checkpoint", bytes("1"));
        store().replaceObject(own + "checkpoint", bytes("2"));
        assertThat(reopened().readObject(own + "checkpoint")).hasValue(bytes("2"));
        store().writeObject(own + "checkpoint", bytes("3"), soon());
        assertThat(store().readObject(own + "checkpoint")).hasValue(bytes("3"));
    }

    @Test
    void anEmptyObjectIsAnObject() throws IOException {
        store().writeObject(own + "empty", new byte[0], soon());
        assertThat(store().readObject(own + "empty")).hasValue(new byte[0]);
        assertThat(store().readObject(own + "nothing")).isEmpty();
        assertThat(store().readObject(own.substring(0, own.length() - 1))).isEmpty();
    }

    @Test
    void namesAreListedByPrefixInOrder() throws IOException {
        store().writeObject(own + "a/2", bytes("x"), soon());
        store().replaceObject(own + "a/10", bytes("x"));
        store().writeObject(own + "a/1/deep", bytes("x"), soon());
        store().writeObject(own + "b", bytes("x"), soon());
        assertThat(store().objectNames(own + "a/")).containsExactly(own + "a/1/deep", own + "a/10", own + "a/2");
        assertThat(store().objectNames(own + "a/1")).containsExactly(own + "a/1/deep", own + "a/10");
        assertThat(store().objectNames(own)).hasSize(4).contains(own + "b");
        assertThat(store().objectNames(own + "none/")).isEmpty();
        assertThat(store().objectNames("")).contains(own + "b");
    }

    @Test
    @Clause("AUD-2")
    void ofManyWhoWriteOtherBytesUnderOneNameOneWins() throws Exception {
        ExecutorService writers = Executors.newFixedThreadPool(4);
        var start = new CountDownLatch(1);
        List<Future<byte[]>> writes = new ArrayList<>();
        for (int writer = 0; writer < 4; writer++) {
            byte[] mine = bytes("writer " + writer);
            WriteOnceStore store = reopened();
            writes.add(writers.submit(() -> {
                start.await();
                store.writeObject(own + "contested", mine, soon());
                return mine;
            }));
        }
        start.countDown();
        List<byte[]> winners = new ArrayList<>();
        for (Future<byte[]> write : writes) {
            try {
                winners.add(write.get());
            } catch (ExecutionException e) {
                assertThat(e).hasCauseInstanceOf(FileAlreadyExistsException.class);
            }
        }
        writers.shutdown();
        assertThat(winners).hasSize(1);
        assertThat(store().readObject(own + "contested")).hasValue(winners.get(0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/etc/passwd",
                "..",
                "../x",
                "a/../b",
                "a/./b",
                "a//b",
                "a/",
                ".hidden",
                "a/.hidden",
                "a\\b",
                "a b",
                "a\u0000b",
                "a\nb",
                "ａ",
                "C:x",
                "a%2fb",
                "~",
                "a?b",
                "a#b"
            })
    void absurdNamesAreRefused(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> store().writeObject(name, bytes("x"), null));
        assertThatIllegalArgumentException().isThrownBy(() -> store().replaceObject(name, bytes("x")));
        assertThatIllegalArgumentException().isThrownBy(() -> store().readObject(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "../", "a/../", "a//", ".", "%2e"})
    void absurdPrefixesAreRefused(String prefix) {
        assertThatIllegalArgumentException().isThrownBy(() -> store().objectNames(prefix));
    }

    @Test
    void aNameThatIsTooLongIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> store().writeObject("a/".repeat(300) + "b", bytes("x"), null))
                .withMessageContaining("512");
    }
}
