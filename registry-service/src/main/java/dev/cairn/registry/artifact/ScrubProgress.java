package dev.cairn.registry.artifact;

import dev.cairn.events.types.VersionId;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How far the scrubber has come; outlives the process. */
@Component
final class ScrubProgress {

    private final JdbcClient jdbc;

    ScrubProgress(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param at the version checked last in the round that runs or was broken off; absent between rounds
     * @param completed when the last whole round ended; absent before the first
     */
    record State(@Nullable VersionId at, @Nullable Instant completed) {}

    State state() {
        return jdbc.sql("select model || '/' || label as at, completed from registry.scrub")
                .query((row, number) -> {
                    String at = row.getString("at");
                    OffsetDateTime completed = row.getObject("completed", OffsetDateTime.class);
                    return new State(
                            at == null ? null : VersionId.of(at), completed == null ? null : completed.toInstant());
                })
                .single();
    }

    void checked(VersionId version) {
        jdbc.sql("update registry.scrub set model = ?, label = ?")
                .param(version.model().value())
                .param(version.label().value())
                .update();
    }

    void completed() {
        jdbc.sql("update registry.scrub set model = null, label = null, completed = now()")
                .update();
    }
}
