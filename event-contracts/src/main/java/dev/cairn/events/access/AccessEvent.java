package dev.cairn.events.access;

import dev.cairn.events.Event;
import dev.cairn.events.EventType;
import dev.cairn.events.types.ArtifactPath;
import dev.cairn.events.types.ModelName;
import dev.cairn.events.types.Sha256Digest;
import dev.cairn.events.types.VersionId;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who read what, and who was refused. Each event is a stream of its own, so that reading never waits for a model's lock.
 */
public sealed interface AccessEvent extends Event {

    /**
     * A download session began; recorded before its first byte is sent.
     *
     * @param session ties the pair together; ranges of one download share it
     * @param digest the version's
     * @param artifact the artifact; absent when the whole version is fetched
     * @param client the client's own words about itself (User-Agent), at most 256 characters
     */
    @EventType("dev.cairn.access.RetrievalStarted.v1")
    record RetrievalStarted(
            UUID session,
            VersionId version,
            Sha256Digest digest,
            @Nullable ArtifactPath artifact,
            String client) implements AccessEvent {
        @Override
        public String stream() {
            return "retrieval:" + session + "/started";
        }

        @Override
        public String key() {
            return "model:" + version.model();
        }
    }

    /**
     * A download session ended.
     *
     * @param session as in its {@code RetrievalStarted}
     * @param bytes how many were sent over all ranges of the session
     */
    @EventType("dev.cairn.access.RetrievalFinished.v1")
    record RetrievalFinished(UUID session, VersionId version, Outcome outcome, long bytes) implements AccessEvent {
        @Override
        public String stream() {
            return "retrieval:" + session + "/finished";
        }

        @Override
        public String key() {
            return "model:" + version.model();
        }
    }

    /** How a download session ended. */
    enum Outcome {
        COMPLETE,
        BROKEN_OFF,
        FAILED_VERIFICATION
    }

    /**
     * Somebody who is known was not allowed to do what they tried.
     *
     * @param refusal names this refusal; the problem that the caller got carries it as {@code instance}
     * @param operation method and route, for example {@code POST /api/v1/models}
     * @param model the model concerned; absent when none is
     * @param code the problem's code, for example {@code role-missing}
     */
    @EventType("dev.cairn.access.AccessRefused.v1")
    record AccessRefused(
            UUID refusal, String operation, @Nullable ModelName model, String code) implements AccessEvent {
        @Override
        public String stream() {
            return "refusal:" + refusal;
        }

        @Override
        public String key() {
            return model == null ? stream() : "model:" + model;
        }
    }

    /**
     * An attempt to change what cannot change.
     *
     * @param refusal names this refusal; the problem that the caller got carries it as {@code instance}
     * @param operation method and route, for example {@code PUT /api/v1/models/{model}/versions/{ref}}
     * @param model the model concerned; absent when none is
     * @param target what was to be changed, for example {@code version:fraud/1.0.0}
     * @param code the problem's code, for example {@code version-immutable}
     */
    @EventType("dev.cairn.access.ChangeRefused.v1")
    record ChangeRefused(
            UUID refusal, String operation, @Nullable ModelName model, String target, String code)
            implements AccessEvent {
        @Override
        public String stream() {
            return "refusal:" + refusal;
        }

        @Override
        public String key() {
            return model == null ? stream() : "model:" + model;
        }
    }

    /**
     * Refusals too many to record one by one: before authentication, or past the rate for one actor.
     *
     * @param count names this sum
     * @param from the beginning of the time that it covers
     * @param until the end of it
     * @param counts how many, by problem code
     */
    @EventType("dev.cairn.access.RefusalsCounted.v1")
    record RefusalsCounted(UUID count, Instant from, Instant until, Map<String, Long> counts) implements AccessEvent {
        @Override
        public String stream() {
            return "refusals:" + count;
        }

        @Override
        public String key() {
            return stream();
        }
    }
}
