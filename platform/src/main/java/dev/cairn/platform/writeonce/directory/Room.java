package dev.cairn.platform.writeonce.directory;

import dev.cairn.platform.writeonce.WatchedContent;
import dev.cairn.platform.writeonce.WriteOnceStore.Away;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileStore;

/** Keeps content from filling the disk: what else lives there, such as a database or a broker, would stop with it. */
final class Room {

    private static final long MEGABYTE = 1024 * 1024;

    /** How much is taken in between two looks. */
    private static final long STRIDE = 8 * MEGABYTE;

    private final FileStore disk;
    private final long reserve;

    /** @param reserve bytes that are left free */
    Room(FileStore disk, long reserve) {
        this.disk = disk;
        this.reserve = reserve;
    }

    /** The same content, which ends with {@link Away} where there is no room for more. */
    InputStream within(InputStream content) {
        return new Within(content);
    }

    private void require() throws IOException {
        long free = disk.getUsableSpace();
        if (free < reserve) {
            throw new Away(
                    "The disk has " + free / MEGABYTE + " MB left, and content is taken in while there are more than "
                            + reserve / MEGABYTE + " MB (cairn.write-once.reserve); make room, then send it again",
                    null);
        }
    }

    private final class Within extends WatchedContent {

        private long untilNextLook;

        Within(InputStream content) {
            super(content);
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (untilNextLook <= 0) {
                require();
                untilNextLook = STRIDE;
            }
            int count = in.read(buffer, offset, length);
            untilNextLook -= Math.max(count, 0);
            return count;
        }
    }
}
