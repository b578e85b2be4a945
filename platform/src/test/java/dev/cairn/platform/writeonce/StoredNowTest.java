package dev.cairn.platform.writeonce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.cairn.platform.writeonce.directory.DirectoryStore;
import dev.cairn.test.Clause;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredNowTest {

    private static final Content CONTENT = Content.random(1, 200_000);

    @TempDir
    private Path root;

    private DirectoryStore store;

    @BeforeEach
    void store() throws IOException {
        store = new DirectoryStore(root, InstantSource.system());
        store.put(CONTENT.stream(), CONTENT.digest(), CONTENT.size());
    }

    @AfterEach
    void close() throws IOException {
        store.close();
    }

    private StoredNow read(WriteOnceStore from) throws IOException {
        return StoredNow.read(from, CONTENT.digest(), count -> assertThat(count).isPositive());
    }

    private Path file(String name) {
        String digest = CONTENT.digest().value();
        return root.resolve("blobs")
                .resolve(digest.substring(0, 2))
                .resolve(digest)
                .resolve(name);
    }

    @Test
    @Clause("IMM-4")
    void whatIsThereIsNamedByItsDigest() throws IOException {
        assertThat(read(store).found()).isEqualTo(CONTENT.digest());

        Files.delete(file("content"));
        Files.write(file("content"), CONTENT.from(0, 10).bytes());
        assertThat(read(store).found()).isEqualTo(CONTENT.from(0, 10).digest());
    }

    @Test
    @Clause("IMM-4")
    void whatIsGoneOrHasAnAlteredRecordIsSaidToBe() throws IOException {
        Files.delete(file("record"));
        Files.writeString(file("record"), "{}");
        assertThat(read(store).found()).isNull();
        assertThat(read(store).words()).contains("altered the store");

        Files.delete(file("record"));
        assertThat(read(store).found()).isNull();
        assertThat(read(store).words()).contains("has nothing under " + CONTENT.digest());
    }

    @Test
    void aConnectionThatBreaksOnceSaysNothingOfTheContent() throws IOException {
        assertThat(read(before("open", broken())).found()).isEqualTo(CONTENT.digest());
        assertThat(read(before("open", () -> CONTENT.breakingAfter(100_000))).found())
                .isEqualTo(CONTENT.digest());
    }

    @Test
    @Clause("IMM-4")
    void whatBreaksAgainWhileTheStoreAnswersIsLost() throws IOException {
        StoredNow now = read(before("open", broken(), broken()));

        assertThat(now.found()).isNull();
        assertThat(now.words()).contains("cannot read").contains("the disk is broken");
    }

    @Test
    void aStoreThatIsAwayIsNoFinding() {
        assertThatIOException().isThrownBy(() -> read(before("find", broken()))).withMessage("the disk is broken");
        Callable<?> present = () -> store.find(CONTENT.digest());
        WriteOnceStore leaving = before("find", present, present, broken());
        assertThatIOException()
                .isThrownBy(() -> read(before(leaving, "open", broken(), broken())))
                .withMessage("the disk is broken");
    }

    private static Callable<?> broken() {
        return () -> {
            throw new IOException("the disk is broken");
        };
    }

    private WriteOnceStore before(String method, Callable<?>... first) {
        return before(store, method, first);
    }

    /** The store, but for what the first calls of a method do. */
    private static WriteOnceStore before(WriteOnceStore store, String method, Callable<?>... first) {
        Deque<Callable<?>> left = new ArrayDeque<>(List.of(first));
        return (WriteOnceStore) Proxy.newProxyInstance(
                WriteOnceStore.class.getClassLoader(),
                new Class<?>[] {WriteOnceStore.class},
                (proxy, called, given) -> {
                    if (called.getName().equals(method) && !left.isEmpty()) {
                        return left.remove().call();
                    }
                    try {
                        return called.invoke(store, given);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
