package dev.cairn.audit.verification;

import dev.cairn.audit.verification.KnownCheckpoints.Known;
import dev.cairn.events.audit.LogEvent.Finding;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How a verification is doing, and what it found.
 *
 * @param progress in words
 * @param checked how much was read, by what it is
 * @param total how much is wrong; {@code findings} names the first 200. Both absent while it runs
 * @param size how many entries the checkpoint is over that everything was compared with
 * @param lastGoodSize everything in the log's first so many entries is as it was; absent when no entry is concerned
 * @param lastGoodAnchor the newest anchor over those alone: since that one, something was altered
 * @param lastGoodAnchorSize how many entries that anchor covers
 * @param open events that were not in the log yet; the next verification judges them
 * @param storage what the write-once store was found to enforce
 * @param unread services whose event rows could not be read
 * @param problem why it could not be finished; then nothing is proved
 */
record VerificationStatus(
        UUID id,
        Verifications.State state,
        Instant started,
        @Nullable Instant ended,
        String progress,
        Map<String, Long> checked,
        @Nullable String origin,
        @Nullable Long size,
        @Nullable List<Finding> findings,
        @Nullable Integer total,
        @Nullable Long lastGoodSize,
        @Nullable String lastGoodAnchor,
        @Nullable Long lastGoodAnchorSize,
        @Nullable Integer open,
        @Nullable String storage,
        @Nullable List<String> unread,
        @Nullable String problem) {

    /** In the order of the alphabet, also where it was kept in a form that has no order. */
    VerificationStatus {
        checked = Collections.unmodifiableMap(new TreeMap<>(checked));
    }

    static VerificationStatus of(
            UUID id,
            Verifications.State state,
            Instant started,
            @Nullable Instant ended,
            Progress progress,
            Verification.@Nullable Result result,
            @Nullable String problem) {
        Known anchor = result == null ? null : result.lastGood();
        return new VerificationStatus(
                id,
                state,
                started,
                ended,
                progress.toString(),
                progress.counts(),
                result == null ? null : result.origin(),
                result == null ? null : result.size(),
                result == null ? null : result.found().first(),
                result == null ? null : result.found().total(),
                result == null ? null : result.firstEntry(),
                anchor == null ? null : anchor.where(),
                anchor == null ? null : anchor.size(),
                result == null ? null : result.open(),
                result == null ? null : result.storage(),
                result == null ? null : result.unread(),
                problem);
    }
}
