package dev.cairn.platform.writeonce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.platform.writeonce.Uploads.WrongOffset;
import dev.cairn.platform.writeonce.WriteOnceStore.Blob;
import dev.cairn.platform.writeonce.WriteOnceStore.DigestMismatch;
import dev.cairn.platform.writeonce.WriteOnceStore.TooLarge;
import dev.cairn.test.Clause;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every store promises about blobs that arrive in parts. */
public abstract class UploadContract {

    private static final int MIB = 1024 * 1024;

    private long seed = System.nanoTime();

    protected abstract WriteOnceStore store();

    protected abstract Uploads uploads();

    /** Uploads into the same place, as after a restart. */
    protected abstract Uploads restarted() throws IOException;

    private Content content(int size) {
        return Content.random(seed++, size);
    }

    @Test
    @Clause("RET-1")
    void partsBecomeOneBlobAlsoAfterARestart() throws IOException {
        Content content = content(17 * MIB);
        UUID upload = uploads().open();
        assertThat(uploads().size(upload)).isZero();
        assertThat(uploads().append(upload, 0, content.from(0, 7 * MIB).stream(), Long.MAX_VALUE))
                .isEqualTo(7 * MIB);

        Uploads restarted = restarted();
        assertThat(restarted.size(upload)).isEqualTo(7 * MIB);
        restarted.append(upload, 7 * MIB, content.from(7 * MIB, 10 * MIB).stream(), Long.MAX_VALUE);
        Blob blob = restarted.complete(upload, content.digest());

        assertThat(blob.bytes()).isEqualTo(17 * MIB);
        assertThat(blob.chunks()).hasSize(3);
        try (InputStream bytes = store().open(content.digest(), 0, Long.MAX_VALUE)) {
            assertThat(bytes.readAllBytes()).isEqualTo(content.bytes());
        }
        assertGone(upload);
    }

    @Test
    void aPartAtTheWrongPlaceIsRefusedWithTheRightOne() throws IOException {
        Content content = content(1000);
        UUID upload = uploads().open();
        uploads().append(upload, 0, content.from(0, 100).stream(), 1000);
        for (long wrong : new long[] {0, 99, 101, -1, Long.MAX_VALUE}) {
            assertThatThrownBy(() -> uploads().append(upload, wrong, content.stream(), 1000))
                    .isInstanceOfSatisfying(
                            WrongOffset.class,
                            refused -> assertThat(refused.size()).isEqualTo(100));
        }
        assertThat(uploads().size(upload)).isEqualTo(100);
    }

    @Test
    void whatArrivedBeforeTheConnectionBrokeCanBeContinued() throws IOException {
        Content content = content(12 * MIB);
        UUID upload = uploads().open();
        assertThatIOException()
                .isThrownBy(() -> uploads().append(upload, 0, content.breakingAfter(6 * MIB), content.size()));
        int arrived = (int) restarted().size(upload);
        assertThat(arrived).isBetween(0, 6 * MIB);
        uploads().append(upload, arrived, content.from(arrived, content.size()).stream(), content.size());
        uploads().complete(upload, content.digest());
        try (InputStream bytes = store().open(content.digest(), 0, Long.MAX_VALUE)) {
            assertThat(bytes.readAllBytes()).isEqualTo(content.bytes());
        }
    }

    @Test
    void aPartThatGoesPastTheLimitLeavesWhatWasThere() throws IOException {
        Content content = content(1000);
        UUID upload = uploads().open();
        uploads().append(upload, 0, content.from(0, 600).stream(), 900);
        assertThatThrownBy(() -> uploads().append(upload, 600, content.from(600, 400).stream(), 900))
                .isInstanceOf(TooLarge.class);
        assertThat(uploads().size(upload)).isEqualTo(600);
        uploads().append(upload, 600, content.from(600, 300).stream(), 900);
        assertThat(uploads().complete(upload, content.from(0, 900).digest()).bytes())
                .isEqualTo(900);
    }

    @Test
    @Clause("VER-3")
    void anotherDigestThanDeclaredEndsTheUpload() throws IOException {
        Content sent = content(1000);
        Content declared = content(10);
        UUID upload = uploads().open();
        uploads().append(upload, 0, sent.stream(), 1000);
        assertThatThrownBy(() -> uploads().complete(upload, declared.digest())).isInstanceOf(DigestMismatch.class);
        assertThat(store().find(declared.digest())).isEmpty();
        assertThat(store().find(sent.digest())).isEmpty();
        assertGone(upload);
    }

    @Test
    void anUploadWithoutBytesBecomesTheEmptyBlob() throws IOException {
        Content empty = content(0);
        UUID upload = uploads().open();
        assertThat(uploads().complete(upload, empty.digest()).bytes()).isZero();
    }

    @Test
    void anUploadGivenUpIsGone() throws IOException {
        UUID upload = uploads().open();
        uploads().append(upload, 0, content(100).stream(), 100);
        uploads().abandon(upload);
        assertGone(upload);
        assertGone(UUID.randomUUID());
    }

    @Test
    void whatNobodyContinuesIsSwept() throws IOException {
        UUID upload = uploads().open();
        uploads().append(upload, 0, content(100).stream(), 100);
        store().sweep(Instant.now().minus(Duration.ofDays(1)));
        assertThat(uploads().size(upload)).isEqualTo(100);
        store().sweep(Instant.now().plus(Duration.ofMinutes(1)));
        assertGone(upload);
    }

    @Test
    void twoDoNotAddAtOnce() throws Exception {
        UUID upload = uploads().open();
        var reading = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        InputStream slow = new InputStream() {
            private boolean ended;

            @Override
            public int read() throws IOException {
                if (ended) {
                    return -1;
                }
                ended = true;
                reading.countDown();
                try {
                    goOn.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
                return 1;
            }
        };
        ExecutorService first = Executors.newSingleThreadExecutor();
        Future<Long> append = first.submit(() -> uploads().append(upload, 0, slow, 100));
        reading.await();
        assertThatThrownBy(() -> uploads().append(upload, 0, content(5).stream(), 100))
                .isInstanceOf(Uploads.Busy.class);
        assertThatThrownBy(() -> uploads().complete(upload, content(0).digest()))
                .isInstanceOf(Uploads.Busy.class);
        store().sweep(Instant.now().plus(Duration.ofMinutes(1)));
        goOn.countDown();
        assertThat(append.get()).isEqualTo(1);
        assertThat(uploads().size(upload)).isEqualTo(1);
        first.shutdown();
    }

    private void assertGone(UUID upload) {
        assertThatThrownBy(() -> uploads().size(upload)).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> uploads().append(upload, 0, content(1).stream(), 1))
                .isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> uploads().complete(upload, content(1).digest()))
                .isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> uploads().abandon(upload)).isInstanceOf(NoSuchFileException.class);
    }
}
