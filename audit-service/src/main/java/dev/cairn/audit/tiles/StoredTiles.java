package dev.cairn.audit.tiles;

import dev.cairn.audit.proof.Tile;
import dev.cairn.platform.writeonce.WriteOnceStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Full tiles and bundles in the write-once store, named as they are served; they never change, so what was read is kept. */
public final class StoredTiles {

    /** About 4 MiB of tiles: those at the top, which every proof needs, stay. */
    private static final int KEPT = 512;

    private final WriteOnceStore store;
    private final Map<Tile, byte[]> kept = new LinkedHashMap<>(KEPT, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Tile, byte[]> eldest) {
            return size() > KEPT;
        }
    };

    public StoredTiles(WriteOnceStore store) {
        this.store = store;
    }

    /** Final, and synced when this returns; the same content again changes nothing. */
    void write(Tile full, byte[] content) {
        try {
            store.writeObject(name(full), content, null);
        } catch (IOException e) {
            throw new UncheckedIOException("Tile " + full.path() + " cannot be stored: " + e.getMessage(), e);
        }
        keep(full, content);
    }

    /** @throws LogDamaged when the store does not have it */
    public byte[] read(Tile full) {
        synchronized (kept) {
            byte[] known = kept.get(full);
            if (known != null) {
                return known;
            }
        }
        byte[] content = load(full);
        keep(full, content);
        return content;
    }

    private byte[] load(Tile full) {
        try {
            return store.readObject(name(full))
                    .orElseThrow(() -> new LogDamaged("Tile " + name(full) + " is missing from the write-once store;"
                            + " put it back from a copy, or make it again from the log's rows"));
        } catch (IOException e) {
            throw new UncheckedIOException("Tile " + full.path() + " cannot be read: " + e.getMessage(), e);
        }
    }

    private void keep(Tile full, byte[] content) {
        synchronized (kept) {
            kept.put(full, content);
        }
    }

    private static String name(Tile full) {
        return "log/tile/" + full.path();
    }
}
