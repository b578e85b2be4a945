package dev.cairn.platform.writeonce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.events.types.Sha256Digest;
import dev.cairn.platform.writeonce.WriteOnceStore.Blob;
import dev.cairn.platform.writeonce.WriteOnceStore.DigestMismatch;
import dev.cairn.platform.writeonce.WriteOnceStore.StillLocked;
import dev.cairn.platform.writeonce.WriteOnceStore.TooLarge;
import dev.cairn.test.Clause;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every store promises about blobs. Every test has bytes of its own, so that one store can serve them all. */
public abstract class BlobContract {

    private static final int MIB = 1024 * 1024;

    /** Seeds differ from test to test and from run to run: in a store that enforces locks nothing can be cleaned up. */
    private long seed = System.nanoTime();

    protected abstract WriteOnceStore store();

    /** A store over the same place, as another process would open it. */
    protected abstract WriteOnceStore reopened() throws IOException;

    protected Content content(int size) {
        return Content.random(seed++, size);
    }

    private Blob put(Content content) throws IOException {
        return store().put(content.stream(), content.digest(), content.size());
    }

    private byte[] read(Sha256Digest digest, long offset, long length) throws IOException {
        try (InputStream bytes = store().open(digest, offset, length)) {
            return bytes.readAllBytes();
        }
    }

    private static Instant inAWhile() {
        return Instant.now().plusSeconds(20).truncatedTo(ChronoUnit.SECONDS);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1000, 8 * MIB, 8 * MIB + 1, 20 * MIB})
    @Clause({"VER-3", "RET-1"})
    void exactlyTheBytesThatWereStoredComeBack(int size) throws IOException {
        Content content = content(size);
        Blob stored = put(content);
        assertThat(stored.bytes()).isEqualTo(size);
        assertThat(read(content.digest(), 0, Long.MAX_VALUE)).isEqualTo(content.bytes());
        assertThat(reopened().find(content.digest())).contains(stored);
    }

    @Test
    @Clause("RET-2")
    void everyChunkOf8MibHasItsDigestSoThatARangeCanBeVerified() throws IOException {
        Content content = content(20 * MIB);
        List<Sha256Digest> chunks = put(content).chunks();
        assertThat(chunks)
                .containsExactly(
                        content.from(0, 8 * MIB).digest(),
                        content.from(8 * MIB, 8 * MIB).digest(),
                        content.from(16 * MIB, 4 * MIB).digest());
        assertThat(put(content(0)).chunks()).containsExactly(Sha256Digest.of(new byte[0]));
    }

    @Test
    @Clause("RET-4")
    void aRangeIsThatRange() throws IOException {
        Content content = content(10_000);
        put(content);
        assertThat(read(content.digest(), 17, 300))
                .isEqualTo(content.from(17, 300).bytes());
        assertThat(read(content.digest(), 9_990, 300))
                .isEqualTo(content.from(9_990, 10).bytes());
        assertThat(read(content.digest(), 10_000, 1)).isEmpty();
        assertThat(read(content.digest(), 500, 0)).isEmpty();
        assertThat(read(content.digest(), 1_000_000, 5)).isEmpty();
    }

    @Test
    void whatIsNotThereIsNotFound() throws IOException {
        Sha256Digest unknown = content(10).digest();
        assertThat(store().find(unknown)).isEmpty();
        assertThatThrownBy(() -> read(unknown, 0, 1)).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> store().retain(unknown, inAWhile())).isInstanceOf(NoSuchFileException.class);
        store().remove(unknown);
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 17 * MIB})
    @Clause("VER-3")
    void anotherDigestThanDeclaredLeavesNothing(int size) throws IOException {
        Content sent = content(size);
        Content declared = content(10);
        assertThatThrownBy(() -> store().put(sent.stream(), declared.digest(), sent.size()))
                .isInstanceOf(DigestMismatch.class)
                .hasMessageContaining(declared.digest().value());
        assertNothingOf(declared);
        assertNothingOf(sent);
    }

    @ParameterizedTest
    @ValueSource(ints = {101, 17 * MIB})
    void moreThanTheLimitLeavesNothing(int size) throws IOException {
        Content sent = content(size);
        assertThatThrownBy(() -> store().put(sent.stream(), sent.digest(), size - 1))
                .isInstanceOf(TooLarge.class);
        assertNothingOf(sent);
    }

    @Test
    void endlessContentIsRefusedAtTheLimit() throws IOException {
        Content declared = content(1024);
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 7;
            }
        };
        assertThatThrownBy(() -> store().put(endless, declared.digest(), 1024)).isInstanceOf(TooLarge.class);
        assertNothingOf(declared);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 17 * MIB})
    void aBrokenConnectionLeavesNothing(int arrived) throws IOException {
        Content content = content(20 * MIB);
        assertThatIOException()
                .isThrownBy(() -> store().put(content.breakingAfter(arrived), content.digest(), content.size()))
                .withStackTraceContaining("the connection broke");
        assertNothingOf(content);
    }

    private void assertNothingOf(Content content) throws IOException {
        assertThat(store().find(content.digest())).isEmpty();
        assertThatThrownBy(() -> read(content.digest(), 0, 1)).isInstanceOf(NoSuchFileException.class);
        try (Stream<Sha256Digest> all = store().digests()) {
            assertThat(all).doesNotContain(content.digest());
        }
    }

    @Test
    void theSameContentManyTimesAtOnceIsOneBlob() throws Exception {
        Content content = content(9 * MIB);
        ExecutorService writers = Executors.newFixedThreadPool(6);
        var start = new CountDownLatch(1);
        List<Future<Blob>> puts = new ArrayList<>();
        for (int writer = 0; writer < 6; writer++) {
            WriteOnceStore store = writer % 2 == 0 ? store() : reopened();
            puts.add(writers.submit(() -> {
                start.await();
                return store.put(content.stream(), content.digest(), content.size());
            }));
        }
        start.countDown();
        for (Future<Blob> put : puts) {
            assertThat(put.get().digest()).isEqualTo(content.digest());
        }
        writers.shutdown();
        assertThat(read(content.digest(), 0, Long.MAX_VALUE)).isEqualTo(content.bytes());
        try (Stream<Sha256Digest> all = store().digests()) {
            assertThat(all.filter(content.digest()::equals)).hasSize(1);
        }
    }

    @Test
    @Clause({"VER-3", "IMM-2"})
    void retentionOnlyGrows() throws IOException {
        Content content = content(100);
        assertThat(put(content).lockedUntil()).isNull();
        Instant until = inAWhile();
        store().retain(content.digest(), until);
        assertThat(lockOf(content)).isEqualTo(until);
        store().retain(content.digest(), until.minusSeconds(15));
        assertThat(lockOf(content)).isEqualTo(until);
        store().retain(content.digest(), until.plusSeconds(1));
        assertThat(lockOf(content)).isEqualTo(until.plusSeconds(1));
        assertThat(reopened().find(content.digest()).orElseThrow().lockedUntil())
                .isEqualTo(until.plusSeconds(1));
    }

    @Test
    @Clause({"VER-3", "IMM-2"})
    void aBlobStoredAgainKeepsItsLock() throws IOException {
        Content content = content(100);
        put(content);
        Instant until = inAWhile();
        store().retain(content.digest(), until);
        assertThat(put(content).lockedUntil()).isEqualTo(until);
        assertThatThrownBy(() -> store().remove(content.digest())).isInstanceOf(StillLocked.class);
        assertThat(read(content.digest(), 0, 1000)).isEqualTo(content.bytes());
    }

    private Instant lockOf(Content content) throws IOException {
        return store().find(content.digest()).orElseThrow().lockedUntil();
    }

    @Test
    @Clause("VER-3")
    void whatIsLockedIsNotRemoved() throws IOException {
        Content content = content(100);
        put(content);
        Instant until = inAWhile();
        store().retain(content.digest(), until);
        assertThatThrownBy(() -> store().remove(content.digest()))
                .isInstanceOf(StillLocked.class)
                .hasMessageContaining(until.toString());
        assertThat(read(content.digest(), 0, 1000)).isEqualTo(content.bytes());
    }

    @Test
    void whatNobodyRetainedCanBeRemovedAndStoredAgain() throws IOException {
        Content content = content(100);
        put(content);
        store().remove(content.digest());
        assertNothingOf(content);
        put(content);
        assertThat(read(content.digest(), 0, 1000)).isEqualTo(content.bytes());
    }

    @Test
    void theSweepRemovesOnlyWhatIsOldAndNobodyReliesOn() throws IOException {
        Content forgotten = content(100);
        Content retained = content(100);
        put(forgotten);
        put(retained);
        store().retain(retained.digest(), inAWhile());
        store().sweep(Instant.now().minus(Duration.ofDays(1)));
        assertThat(store().find(forgotten.digest())).isPresent();

        assertThat(store().sweep(Instant.now().plus(Duration.ofMinutes(1)))).isPositive();
        assertNothingOf(forgotten);
        assertThat(read(retained.digest(), 0, 1000)).isEqualTo(retained.bytes());
    }

    @Test
    void aBlobThatIsRetainedWhileOthersSweepIsThereOrWasNeverRetained() throws Exception {
        WriteOnceStore other = reopened();
        ExecutorService sweeper = Executors.newSingleThreadExecutor();
        for (int round = 0; round < 20; round++) {
            Content content = content(10);
            put(content);
            Future<?> sweep = sweeper.submit(() -> other.sweep(Instant.now().plus(Duration.ofMinutes(1))));
            boolean retained = retained(content);
            sweep.get();
            assertThat(store().find(content.digest()).isPresent()).isEqualTo(retained);
        }
        sweeper.shutdown();
    }

    private boolean retained(Content content) throws IOException {
        try {
            store().retain(content.digest(), Instant.now().plusSeconds(5));
            return true;
        } catch (NoSuchFileException swept) {
            return false;
        }
    }
}
