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
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import tools.jackson.databind.JsonNode;

/** What the log says that the write-once store holds: the manifests and artifacts of registered versions, and anchors. */
final class RegisteredContent {

    private static final String REGISTERED = EventTypes.nameOf(VersionRegistered.class);
    private static final String ANCHORED = EventTypes.nameOf(CheckpointAnchored.class);

    private final Findings findings;
    private final Map<Sha256Digest, Held> held = new ConcurrentSkipListMap<>();
    private final Map<String, CheckpointAnchored> anchors = new ConcurrentHashMap<>();

    RegisteredContent(Findings findings) {
        this.findings = findings;
    }

    /**
     * Content that versions hold.
     *
     * @param what {@code manifest} or {@code artifact}
     * @param names of the first few places where it is held
     * @param entry the first entry of the log that says so
     */
    private record Held(String what, String names, int entry) {

        Held and(Held another) {
            boolean enough = names.length() > 300 || names.contains(another.names);
            return new Held(what, enough ? names : names + ", " + another.names, Math.min(entry, another.entry));
        }
    }

    /**
     * @param event is as the log says
     * @param entry its index in the log
     */
    void add(RecordedEvent event, int entry) {
        String type = event.headers().type();
        if (!type.equals(REGISTERED) && !type.equals(ANCHORED)) {
            return;
        }
        try {
            if (type.equals(ANCHORED)) {
                var anchored = (CheckpointAnchored) EventCodec.read(type, event.data());
                anchors.put(anchored.object(), anchored);
            } else {
                add((VersionRegistered) EventCodec.read(type, event.data()), entry);
            }
        } catch (EventCodec.UnreadableEvent | IllegalArgumentException e) {
            findings.add("manifest", event.toString(), "What it registers cannot be read: " + e.getMessage(), entry);
        }
    }

    private void add(VersionRegistered registered, int entry) {
        String version = registered.version().toString();
        var manifest = new Held("manifest", "manifest of " + version, entry);
        if (held.merge(registered.digest(), manifest, Held::and) != manifest) {
            return;
        }
        if (!CanonicalJson.digest(registered.manifest()).equals(registered.digest())) {
            findings.add("manifest", version, "The event's manifest has another digest than the event says", entry);
        }
        for (JsonNode artifact : registered.manifest().path("artifacts")) {
            held.merge(
                    new Sha256Digest(artifact.path("digest").asString()),
                    new Held("artifact", artifact.path("path").asString() + " of " + version, entry),
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
                findings.add(content.what, content.names, now.words(), content.entry);
            }
            progress.read(content.what + "s", 1);
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
