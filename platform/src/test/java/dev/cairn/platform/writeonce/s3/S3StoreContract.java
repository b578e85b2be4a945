package dev.cairn.platform.writeonce.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.platform.writeonce.BlobContract;
import dev.cairn.platform.writeonce.Content;
import dev.cairn.platform.writeonce.ObjectContract;
import dev.cairn.platform.writeonce.StoredBlob;
import dev.cairn.platform.writeonce.UploadContract;
import dev.cairn.platform.writeonce.Uploads;
import dev.cairn.platform.writeonce.WriteOnceProperties;
import dev.cairn.platform.writeonce.WriteOnceStore;
import dev.cairn.test.Clause;
import dev.cairn.test.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What holds at every S3 server. One bucket serves all tests: each has names and bytes of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class S3StoreContract {

    private final List<S3Store> opened = new ArrayList<>();
    String bucket;
    S3Store store;

    abstract ObjectStore server();

    @BeforeAll
    void open() throws IOException {
        bucket = server().freshBucket();
        store = another();
    }

    S3Store another() throws IOException {
        S3Store another = S3Store.open(place(server(), bucket), null, InstantSource.system());
        opened.add(another);
        return another;
    }

    @AfterAll
    void close() {
        opened.forEach(S3Store::close);
    }

    static WriteOnceProperties.S3 place(ObjectStore server, String bucket) {
        return new WriteOnceProperties.S3(
                server.endpoint(),
                server.region(),
                bucket,
                "cairn/",
                server.accessKey(),
                server.secretKey(),
                null,
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                Duration.ofMinutes(5));
    }

    @Nested
    class Blobs extends BlobContract {
        @Override
        protected WriteOnceStore store() {
            return store;
        }

        @Override
        protected WriteOnceStore reopened() throws IOException {
            return another();
        }
    }

    @Nested
    class Objects extends ObjectContract {
        @Override
        protected WriteOnceStore store() {
            return store;
        }

        @Override
        protected WriteOnceStore reopened() throws IOException {
            return another();
        }
    }

    @Nested
    class Parts extends UploadContract {
        @Override
        protected WriteOnceStore store() {
            return store;
        }

        @Override
        protected Uploads uploads() {
            return store.uploads();
        }

        @Override
        protected Uploads restarted() throws IOException {
            return another().uploads();
        }
    }

    private Content stored(int size) throws IOException {
        Content content = Content.random(System.nanoTime(), size);
        store.put(content.stream(), content.digest(), size);
        return content;
    }

    private Content registered(int size) throws IOException {
        Content content = stored(size);
        store.retain(content.digest(), Instant.now().plusSeconds(60));
        return content;
    }

    private static byte[] read(WriteOnceStore store, Content content) throws IOException {
        try (InputStream bytes = store.open(content.digest(), 0, Long.MAX_VALUE)) {
            return bytes.readAllBytes();
        }
    }

    @Test
    @Clause({"VER-3", "IMM-2"})
    void whatIsWrittenOverABlobLaterIsNotHandedOut() throws Exception {
        Content content = registered(9_000_000);
        Content forged = Content.random(1, 9_000_000);
        insider().overwrite(Insider.content(content.digest()), forged.bytes());
        insider()
                .overwrite(
                        Insider.record(content.digest()),
                        new StoredBlob(content.digest(), 5, List.of(forged.digest()), Instant.now(), "forged")
                                .toJson());
        assertThat(read(store, content)).isEqualTo(content.bytes());
        assertThat(read(another(), content)).isEqualTo(content.bytes());
        assertThat(another().find(content.digest()).orElseThrow().chunks())
                .containsExactly(
                        content.from(0, WriteOnceStore.CHUNK_BYTES).digest(),
                        content.from(WriteOnceStore.CHUNK_BYTES, 9_000_000).digest());
    }

    @Test
    @Clause({"VER-3", "IMM-2"})
    void aDeleteMarkerHidesNeitherBlobNorObject() throws Exception {
        Content content = registered(100);
        store.writeObject("hidden/final", new byte[] {1}, null);
        store.replaceObject("hidden/current", new byte[] {2});
        insider().hide(Insider.content(content.digest()));
        insider().hide(Insider.record(content.digest()));
        insider().hide("cairn/final/hidden/final");
        insider().hide("cairn/current/hidden/current");

        S3Store reopened = another();
        assertThat(read(reopened, content)).isEqualTo(content.bytes());
        assertThat(reopened.find(content.digest())).isPresent();
        assertThat(reopened.readObject("hidden/final")).hasValue(new byte[] {1});
        assertThat(reopened.readObject("hidden/current")).hasValue(new byte[] {2});
        assertThat(reopened.objectNames("hidden/")).containsExactly("hidden/current", "hidden/final");
    }

    @Test
    @Clause("AUD-2")
    void whatIsWrittenOverAFinalObjectLaterIsNotHandedOut() throws Exception {
        store.writeObject("overwritten", new byte[] {1}, null);
        insider().overwrite("cairn/final/overwritten", new byte[] {2});
        assertThat(another().readObject("overwritten")).hasValue(new byte[] {1});
        assertThatThrownBy(() -> store.writeObject("overwritten", new byte[] {2}, null))
                .isInstanceOf(FileAlreadyExistsException.class);
        store.writeObject("overwritten", new byte[] {1}, null);
    }

    @Test
    @Clause("IMM-4")
    void aRecordThatIsNotItsBlobsIsNamed() throws Exception {
        Content content = Content.random(System.nanoTime(), 10);
        insider().overwrite(Insider.record(content.digest()), "{}".getBytes(UTF_8));
        assertThatIOException()
                .isThrownBy(() -> store.find(content.digest()))
                .withMessageContaining(content.digest().value())
                .withMessageContaining("altered");
        // Nor does it keep the broom from the others
        Content forgotten = stored(10);
        store.sweep(Instant.now().plusSeconds(60));
        assertThat(store.find(forgotten.digest())).isEmpty();
    }

    @Test
    void contentThatIsGoneIsNoBlobUntilItIsSentAgain() throws Exception {
        Content content = stored(100);
        insider().delete(insider().versions(Insider.content(content.digest())).get(0));
        assertThat(store.find(content.digest())).isEmpty();
        assertThatThrownBy(() -> read(store, content)).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> store.retain(content.digest(), Instant.now().plusSeconds(5)))
                .isInstanceOf(NoSuchFileException.class);
        store.put(content.stream(), content.digest(), 100);
        assertThat(read(store, content)).isEqualTo(content.bytes());
    }

    @Test
    void whatACrashLeftHalfWrittenIsSweptAndNothingThatIsInUse() throws Exception {
        Content content = Content.random(System.nanoTime(), 10);
        insider().overwrite(Insider.content(content.digest()), content.bytes());
        insider().overwrite("cairn/uploads/" + UUID.randomUUID() + "/%019d".formatted(0), content.bytes());
        insider().overwrite("cairn/current/half", new byte[] {1});
        store.replaceObject("half", new byte[] {2});
        Content again = registered(20);
        insider().overwrite(Insider.content(again.digest()), again.bytes());
        String unfinished = Insider.content(Content.random(9, 9).digest());
        insider().beginAndDie(unfinished);

        store.sweep(Instant.now().minus(Duration.ofDays(1)));
        assertThat(insider().unfinished()).contains(unfinished);
        assertThat(insider().versions(Insider.content(content.digest()))).hasSize(1);

        store.sweep(Instant.now().plus(Duration.ofMinutes(1)));
        assertThat(insider().unfinished()).isEmpty();
        assertThat(insider().versions(Insider.content(content.digest()))).isEmpty();
        assertThat(insider().versions(Insider.content(again.digest()))).hasSize(1);
        assertThat(insider().versions("cairn/uploads/")).isEmpty();
        assertThat(insider().versions("cairn/current/half")).hasSize(1);
        assertThat(store.readObject("half")).hasValue(new byte[] {2});
        assertThat(read(store, again)).isEqualTo(again.bytes());
    }

    @Test
    void noSweepOfThisProcessGivesUpWhatItIsSending() throws Exception {
        Content content = Content.random(System.nanoTime(), 17_000_000);
        S3Store other = another();
        var sending = interrupted(content, () -> other.sweep(Instant.now().plus(Duration.ofMinutes(1))));
        store.put(sending, content.digest(), content.size());
        assertThat(read(store, content)).isEqualTo(content.bytes());
    }

    @Test
    void whatWasGivenUpWhileItWasSentHasToBeSentAgain() throws Exception {
        Content content = Content.random(System.nanoTime(), 17_000_000);
        String key = Insider.content(content.digest());
        var sending = interrupted(content, () -> insider().giveUp(key));
        assertThatIOException()
                .isThrownBy(() -> store.put(sending, content.digest(), content.size()))
                .isNotInstanceOf(NoSuchFileException.class)
                .withMessageContaining("send it again");
        assertThat(store.find(content.digest())).isEmpty();
        assertThat(insider().unfinished()).doesNotContain(key);
        store.put(content.stream(), content.digest(), content.size());
        assertThat(read(store, content)).isEqualTo(content.bytes());
    }

    private interface Interruption {
        void happen() throws Exception;
    }

    /** Content during which something happens, when its first part is on its way. */
    private static InputStream interrupted(Content content, Interruption interruption) {
        int before = 9_000_000;
        var nothing = new InputStream() {
            @Override
            public int read() throws IOException {
                try {
                    interruption.happen();
                } catch (Exception e) {
                    throw new IOException(e);
                }
                return -1;
            }
        };
        return new SequenceInputStream(
                content.from(0, before).stream(),
                new SequenceInputStream(nothing, content.from(before, content.size()).stream()));
    }

    @Test
    void noSecretIsInWhatItSaysOfItself() {
        assertThat(store.toString())
                .contains(bucket, server().endpoint())
                .doesNotContain(server().secretKey())
                .doesNotContain(server().accessKey() + " ");
    }

    Insider insider() {
        return new Insider(server(), bucket);
    }
}
