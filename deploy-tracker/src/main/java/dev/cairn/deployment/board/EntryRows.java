package dev.cairn.deployment.board;

import dev.cairn.deployment.board.DeploymentEntry.State;
import dev.cairn.events.types.Actor;
import dev.cairn.events.types.Sha256Digest;
import dev.cairn.events.types.Stage;
import dev.cairn.events.types.TargetName;
import dev.cairn.events.types.VersionId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How a deployment's row, with those of its target and its drift, becomes an entry. */
final class EntryRows {

    /** A model that has not arrived yet, or again, is one that only those see who oversee all. */
    static final String SELECT = """
            select d.*, t.environment, t.cluster, t.region, t.endpoint,
                   f.expected, f.observed, f.note, f.since as drifted
            from deployment d
            join target t on t.name = d.target
            left join model m on m.name = d.model
            left join drift f on f.deployment = d.id and f.until is null
            """;

    private EntryRows() {}

    static DeploymentEntry entry(ResultSet row) throws SQLException {
        return new DeploymentEntry(
                row.getObject("id", UUID.class),
                version(row),
                new Sha256Digest(row.getString("digest")),
                new TargetName(row.getString("target")),
                Stage.of(row.getString("stage")),
                row.getString("environment"),
                row.getString("cluster"),
                row.getString("region"),
                row.getString("endpoint"),
                State.valueOf(row.getString("state")),
                row.getString("reason"),
                Actor.of(row.getString("deployer")),
                owner(row),
                row.getObject("promotion", UUID.class),
                Objects.requireNonNull(instant(row, "opened")),
                Objects.requireNonNull(instant(row, "since")),
                instant(row, "deadline"),
                instant(row, "running_since"),
                instant(row, "ended"),
                row.getObject("ended_by", UUID.class),
                row.getObject("rolled_back_from", UUID.class),
                drift(row),
                unapproved(row),
                row.getLong("sequence"));
    }

    static VersionId version(ResultSet row) throws SQLException {
        return VersionId.of(row.getString("model") + "/" + row.getString("label"));
    }

    static @Nullable Actor owner(ResultSet row) throws SQLException {
        String owner = row.getString("answerable");
        return owner == null ? null : Actor.of(owner);
    }

    static @Nullable Drift drift(ResultSet row) throws SQLException {
        Instant since = instant(row, "drifted");
        String observed = row.getString("observed");
        return since == null
                ? null
                : new Drift(
                        new Sha256Digest(row.getString("expected")),
                        observed == null ? null : new Sha256Digest(observed),
                        row.getString("note"),
                        since);
    }

    static @Nullable Unapproved unapproved(ResultSet row) throws SQLException {
        Instant since = instant(row, "unapproved");
        return since == null ? null : new Unapproved(since, row.getString("unapproved_reason"));
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
