package dev.cairn.platform.writeonce.s3.bucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.platform.writeonce.WriteOnceStore.Away;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PartBufferTest {

    private static final int PART = 8 * 1024 * 1024;
    private static final byte[] CONTENT = random(PART + 1);

    private final PartMemory memory = new PartMemory(PART);

    private static byte[] random(int bytes) {
        byte[] content = new byte[bytes];
        new Random(1).nextBytes(content);
        return content;
    }

    private static InputStream content(int bytes) {
        return new ByteArrayInputStream(CONTENT, 0, bytes);
    }

    @Test
    void isFilledUpToWhatWasAskedForAndAgain() {
        try (var buffer = new PartBuffer(memory)) {
            InputStream content = content(PART + 1);

            assertThat(buffer.fill(content, PART).bytes()).isEqualTo(PART);
            assertThat(buffer.content()).isEqualTo(Arrays.copyOf(CONTENT, PART));
            assertThat(buffer.fill(content, PART).bytes()).isEqualTo(1);
            assertThat(buffer.content()[0]).isEqualTo(CONTENT[PART]);
            assertThat(buffer.fill(content, PART).bytes()).isZero();
        }
    }

    @Test
    void manyWhoSendLittleHaveRoomBesideEachOther() {
        List<PartBuffer> buffers = new ArrayList<>();
        for (int sender = 0; sender < 100; sender++) {
            var buffer = new PartBuffer(memory);
            assertThat(buffer.fill(content(1), PART).broken()).isNull();
            buffers.add(buffer);
        }
        buffers.forEach(PartBuffer::close);
    }

    @Test
    void whatHasNoRoomIsRefusedAndWhatArrivedIsThere() {
        try (var first = new PartBuffer(memory);
                var second = new PartBuffer(memory)) {
            first.fill(content(PART / 2 - 1), PART);

            PartBuffer.Filled filled = second.fill(content(PART), PART);

            assertThatThrownBy(filled::orThrow).isInstanceOf(Away.class).hasMessageContaining("memory");
            assertThat(filled.bytes()).isBetween(1, PART - 1);
            assertThat(Arrays.copyOf(second.content(), filled.bytes()))
                    .isEqualTo(Arrays.copyOf(CONTENT, filled.bytes()));
        }
    }

    @Test
    void closedItGivesItsRoomBack() {
        for (int round = 0; round < 3; round++) {
            try (var buffer = new PartBuffer(memory)) {
                assertThat(buffer.fill(content(PART), PART).broken()).isNull();
            }
        }
    }

    @Test
    void keepsWhatArrivedOfAStreamThatBreaks() {
        InputStream breaks = new InputStream() {
            private int read;

            @Override
            public int read() throws IOException {
                if (read == 1000) {
                    throw new IOException("gone");
                }
                return CONTENT[read++] & 0xff;
            }
        };
        try (var buffer = new PartBuffer(memory)) {
            PartBuffer.Filled filled = buffer.fill(breaks, PART);

            assertThat(filled.broken()).hasMessage("gone");
            assertThat(filled.bytes()).isEqualTo(1000);
        }
    }
}
