package dev.cairn.audit.verification;

import dev.cairn.events.CanonicalJson;
import dev.cairn.events.EventCodec;
import dev.cairn.events.EventTypes;
import dev.cairn.events.RecordedEvent;
import dev.cairn.events.audit.LogEvent.CheckpointAnchored;
import dev.cairn.events.registry.VersionEvent.VersionRegistered;
import dev.cairn.events.types.Sha256Digest;
import dev.cairn.platform.writeonce.StoredNow;
import dev.cairn.platform.writeonce.WriteOnceStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What the log says that the write-once store holds: the manifests and artifacts of registered versions, and anchors. */
final class RegisteredContent {

    private static final String REGISTERED = EventTypes.nameOf(VersionRegistered.class);
    private static final String ANCHORED = EventTypes.nameOf(CheckpointAnchored.class);

    private final Findings findings;
    private final Map<Sha256Digest, Held> held = new ConcurrentSkipListMap<>();
    private final Map<String, CheckpointAnchored> anchors = new ConcurrentHashMap<>();
    private final BitSet added = new BitSet();

    RegisteredContent(Findings findings) {
        this.findings = findings;
    }

    /** Content that versions hold: the first few places where they do, by their entries. */
    private record Held(List<Place> places) {

        private static final int NAMED = 5;

        static Held at(int entry, String what, String name) {
            return new Held(List.of(new Place(entry, what, name)));
        }

        Held and(Held another) {
            return new Held(Stream.concat(places.stream(), another.places.stream())
                    .sorted(Comparator.comparingInt(Place::entry).thenComparing(Place::name))
                    .limit(NAMED)
                    .toList());
        }

        Place first() {
            return places.get(0);
        }

        String names() {
            return places.stream().map(Place::name).collect(Collectors.joining(", "));
        }
    }

    /**
     * @param entry the entry of the log that says that content is held here
     * @param what {@code manifest} or {@code artifact}
     */
    private record Place(int entry, String what, String name) {}

    /**
     * Rows and topics both have an event; the first to come counts.
     *
     * @param event is as the log says
     * @param entry its index in the log
     */
    void add(RecordedEvent event, int entry) {
        String type = event.headers().type();
        if (!type.equals(REGISTERED) && !type.equals(ANCHORED) || isAdded(entry)) {
            return;
        }
        try {
            if (type.equals(ANCHORED)) {
                var anchored = (CheckpointAnchored) EventCodec.read(type, event.data());
                anchors.put(anchored.object(), anchored);
            } else {
                add((VersionRegistered) EventCodec.read(type, event.data()), entry);
            }
        } catch (RuntimeException e) {
            // Whoever can store an event must not be able to keep the others from being verified, whatever stands in it
            findings.add("manifest", event.toString(), "What it registers cannot be read: " + e.getMessage(), entry);
        }
    }

    private synchronized boolean isAdded(int entry) {
        boolean before = added.get(entry);
        added.set(entry);
        return before;
    }

    private void add(VersionRegistered registered, int entry) {
        String version = registered.version().toString();
        held.merge(registered.digest(), Held.at(entry, "manifest", "manifest of " + version), Held::and);
        if (!CanonicalJson.digest(registered.manifest()).equals(registered.digest())) {
            findings.add("manifest", version, "The event's manifest has another digest than the event says", entry);
        }
        for (JsonNode artifact : registered.manifest().path("artifacts")) {
            held.merge(
                    new Sha256Digest(artifact.path("digest").asString()),
                    Held.at(entry, "artifact", artifact.path("path").asString() + " of " + version),
                    Held::and);
        }
    }

    /** Anchors that the log tells of, by the name of their object. */
    Map<String, CheckpointAnchored> anchors() {
        return Map.copyOf(anchors);
    }

    /**
     * Reads every byte that a version holds.
     *
     * @throws UncheckedIOException when the store cannot be asked: then nothing can be said of what it has
     */
    void check(WriteOnceStore store, Progress progress) {
        held.forEach((digest, content) -> {
            StoredNow now = read(store, digest, progress);
            if (!digest.equals(now.found())) {
                Place first = content.first();
                findings.add(first.what, content.names(), now.words(), first.entry);
            }
            progress.read(content.first().what + "s", 1);
        });
    }

    private static StoredNow read(WriteOnceStore store, Sha256Digest digest, Progress progress) {
        try {
            return StoredNow.read(store, digest, count -> progress.read("bytes of content", count));
        } catch (IOException e) {
            throw new UncheckedIOException("The store cannot be asked for " + digest + ": " + e.getMessage(), e);
        }
    }
}
