package dev.cairn.registry.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.cairn.test.Clause;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

@Clause("RET-5")
class CountingStreamTest {

    private static final int PIECE = 64 * 1024;

    private final AtomicInteger told = new AtomicInteger();
    private Instant now = Instant.EPOCH;

    private CountingStream to(OutputStream client) {
        return new CountingStream(client, () -> now, told::incrementAndGet);
    }

    /** A client that takes so long for each piece of one write. */
    private OutputStream taking(Duration time) {
        return new OutputStream() {
            @Override
            public void write(int b) {
                now = now.plus(time);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                now = now.plus(time);
            }
        };
    }

    @Test
    void whatIsSentGoesThroughAsItIs() throws IOException {
        byte[] content = new byte[3 * PIECE + 17];
        content[2 * PIECE] = 1;
        var client = new ByteArrayOutputStream();
        var stream = to(client);

        stream.write(content, 1, content.length - 1);
        stream.write(7);

        assertThat(client.toByteArray()).hasSize(content.length).endsWith(7);
        assertThat(client.toByteArray()[2 * PIECE - 1]).isEqualTo((byte) 1);
        assertThat(stream.count()).isEqualTo(content.length);
        assertThat(told).hasValue(0);
    }

    @Test
    void aLongTransferTellsOnceAMinuteThatItGoesOn() throws IOException {
        var slow = to(taking(Duration.ofSeconds(20)));

        slow.write(new byte[9 * PIECE]);

        assertThat(told).hasValue(3);
    }

    @Test
    void whatArrivedBeforeTheClientLeftIsCounted() {
        var client = new OutputStream() {
            private int left = 2;

            @Override
            public void write(int b) {}

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                if (left-- == 0) {
                    throw new IOException("the client has gone");
                }
            }
        };
        var stream = to(client);

        assertThatIOException().isThrownBy(() -> stream.write(new byte[8 * PIECE]));
        assertThat(stream.count()).isEqualTo(2L * PIECE);
    }
}
