package dev.cairn.registry.artifact;

import dev.cairn.events.access.AccessEvent.Outcome;
import dev.cairn.events.access.AccessEvent.RetrievalFinished;
import dev.cairn.events.access.AccessEvent.RetrievalStarted;
import dev.cairn.events.types.Actor;
import dev.cairn.events.types.ArtifactPath;
import dev.cairn.events.types.VersionId;
import dev.cairn.platform.command.Cause;
import dev.cairn.platform.eventstore.EventStore;
import dev.cairn.registry.catalogue.VersionEntry;
import java.sql.Types;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Download sessions: recorded before their first byte is sent, and again when they have ended. A session is one request, or
 * all requests of one caller for the same artifact that name the same session; that one ends when it has rested, or after a
 * day. Whoever names it afterwards, or for anything else, begins another, so that nothing leaves without a record that names it.
 */
@Component
class Retrievals {

    private static final Logger log = LoggerFactory.getLogger(Retrievals.class);

    private final EventStore store;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final ArtifactProperties properties;

    Retrievals(EventStore store, JdbcClient jdbc, TransactionTemplate transaction, ArtifactProperties properties) {
        this.store = store;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.properties = properties;
    }

    /** How one transfer ended. */
    enum Transfer {
        COMPLETE,
        BROKEN_OFF,
        DAMAGED
    }

    /** One transfer of a session. */
    record Running(UUID session, boolean named) {}

    /**
     * Records that a transfer begins, unless it continues a session that is recorded.
     *
     * @param named the session that the caller named; absent for one of its own
     * @param client the client's words about itself
     */
    Running begin(
            Cause cause, VersionEntry version, @Nullable ArtifactPath artifact, @Nullable UUID named, String client) {
        UUID session = transaction.execute(status -> {
            Optional<UUID> running =
                    named == null ? Optional.empty() : goOn(cause.actor(), version.id(), artifact, named);
            return running.orElseGet(() -> open(cause, version, artifact, named, client));
        });
        return new Running(Objects.requireNonNull(session), named != null);
    }

    /** Requests that name a session come one after the other here, so that of those which begin it at once one does. */
    private Optional<UUID> goOn(Actor actor, VersionId version, @Nullable ArtifactPath artifact, UUID named) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(?, 0))")
                .param("session " + named)
                .query()
                .singleRow();
        return jdbc.sql("""
                        update registry.retrieval set running = running + 1, active = now()
                        where name = :name and actor = :actor and model = :model and label = :label
                              and artifact is not distinct from :artifact and opened > now() - interval '24 hours'
                        returning session
                        """)
                .param("name", named)
                .param("actor", actor.toString())
                .param("model", version.model().value())
                .param("label", version.label().value())
                .param("artifact", text(artifact), Types.VARCHAR)
                .query(UUID.class)
                .optional();
    }

    private UUID open(
            Cause cause, VersionEntry version, @Nullable ArtifactPath artifact, @Nullable UUID named, String client) {
        String words = client.length() > 256 ? client.substring(0, 256) : client;
        UUID session = named == null ? UUID.randomUUID() : unused(named);
        store.append(new RetrievalStarted(session, version.id(), version.digest(), artifact, words), cause);
        jdbc.sql("""
                        insert into registry.retrieval (session, name, actor, owner, model, label, artifact, running)
                        values (:session, :name, :actor, :owner, :model, :label, :artifact, 1)
                        """)
                .param("session", session)
                .param("name", named)
                .param("actor", cause.actor().toString())
                .param("owner", cause.owner() == null ? null : cause.owner().toString())
                .param("model", version.model().value())
                .param("label", version.label().value())
                .param("artifact", text(artifact))
                .update();
        return session;
    }

    private static @Nullable String text(@Nullable ArtifactPath artifact) {
        return artifact == null ? null : artifact.value();
    }

    /** A session that has ended, or is of somebody else or of other content, is never opened again: it becomes a new one. */
    private UUID unused(UUID named) {
        boolean used = jdbc.sql("select exists (select from events.event where stream = ?)")
                .param("retrieval:" + named + "/started")
                .query(Boolean.class)
                .single();
        return used ? UUID.randomUUID() : named;
    }

    /**
     * Notes that the transfer still runs. One that says nothing for an hour has lost its client, or this service; that it could
     * not be noted once must not end it.
     */
    void goesOn(Running running) {
        try {
            jdbc.sql("update registry.retrieval set active = now() where session = ?")
                    .param(running.session())
                    .update();
        } catch (DataAccessException e) {
            log.warn("That the download {} goes on is noted a minute later: {}", running.session(), e.getMessage());
        }
    }

    /** Records how a transfer ended; with it ends a session that nobody named. */
    void end(Running running, Transfer how, long bytes) {
        jdbc.sql("""
                        update registry.retrieval
                        set running = running - 1, bytes = bytes + :bytes, broken = broken or :broken,
                            damaged = damaged or :damaged, active = now()
                        where session = :session
                        """)
                .param("bytes", bytes)
                .param("broken", how == Transfer.BROKEN_OFF)
                .param("damaged", how == Transfer.DAMAGED)
                .param("session", running.session())
                .update();
        if (!running.named()) {
            finish(running.session());
        }
    }

    /** Sessions that rest have ended; those whose transfer said nothing for long lost their client, or this service. */
    @Scheduled(fixedDelayString = "PT10S")
    void finishResting() {
        List<UUID> resting = jdbc.sql("select session from registry.retrieval where active < now() - :idle::interval"
                        + " and (running = 0 or active < now() - interval '1 hour')")
                .param("idle", properties.sessionIdle().toString())
                .query(UUID.class)
                .list();
        resting.forEach(this::finish);
    }

    private void finish(UUID session) {
        transaction.executeWithoutResult(status -> jdbc.sql(
                        "delete from registry.retrieval where session = ? returning *")
                .param(session)
                .query((row, number) -> {
                    VersionId version = VersionId.of(row.getString("model") + "/" + row.getString("label"));
                    Outcome outcome = row.getBoolean("damaged")
                            ? Outcome.FAILED_VERIFICATION
                            : row.getBoolean("broken") || row.getInt("running") > 0
                                    ? Outcome.BROKEN_OFF
                                    : Outcome.COMPLETE;
                    String owner = row.getString("owner");
                    var cause = new Cause(
                            Actor.of(row.getString("actor")),
                            owner == null ? null : Actor.of(owner),
                            session.toString(),
                            null,
                            null);
                    return store.append(new RetrievalFinished(session, version, outcome, row.getLong("bytes")), cause);
                })
                .list());
    }
}
