package dev.cairn.deployment.board;

import dev.cairn.events.types.Actor;
import dev.cairn.events.types.Label;
import dev.cairn.events.types.ModelName;
import dev.cairn.events.types.Sha256Digest;
import dev.cairn.events.types.Stage;
import dev.cairn.events.types.TargetName;
import dev.cairn.platform.identity.Caller;
import dev.cairn.platform.paging.Page;
import dev.cairn.visibility.Visibility;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What runs where, at any instant. */
@Component
class Board {

    private static final String RUNNING = """
            select d.*, t.environment, t.cluster, t.region, t.endpoint,
                   f.expected, f.observed, f.note, f.since as drifted
            from deployment d
            join target t on t.name = d.target
            left join model m on m.name = d.model
            left join lateral (select * from drift x where x.deployment = d.id and x.since <= :at
                               and (x.until is null or x.until > :at) order by x.since desc limit 1) f on true
            where d.running_since <= :at and (d.ended is null or d.ended > :at)
              and d.stage = :stage
              and (:target::text is null or d.target = :target)
              and (:model::text is null or d.model = :model)
              and (:label::text is null or d.label = :label)
              and (d.target, d.model) > (:afterTarget, :afterModel)
              and %s
            order by d.target, d.model limit %d
            """.formatted(Visibility.VISIBLE, Page.SIZE + 1);

    private final JdbcClient jdbc;

    Board(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What is asked for; what is absent does not matter. */
    record Question(
            Instant at,
            Stage stage,
            @Nullable TargetName target,
            @Nullable ModelName model,
            @Nullable Label label) {}

    /** The instant itself where it is past, by the database's clock, which events have their times from. */
    Instant upToNow(@Nullable Instant asked) {
        Instant now = jdbc.sql("select clock_timestamp()")
                .query((row, number) -> row.getObject(1, OffsetDateTime.class).toInstant())
                .single();
        if (asked == null || asked.isAfter(now)) {
            return now;
        }
        return asked.isBefore(Instant.EPOCH) ? Instant.EPOCH : asked;
    }

    /** Up to one more than a page, by target and model, behind the given ones. */
    List<Running> running(Caller caller, Question question, String afterTarget, String afterModel) {
        return Visibility.seenBy(caller, jdbc.sql(RUNNING))
                .param("at", question.at().atOffset(ZoneOffset.UTC))
                .param("stage", question.stage().text())
                .param("target", text(question.target()), Types.VARCHAR)
                .param("model", text(question.model()), Types.VARCHAR)
                .param("label", text(question.label()), Types.VARCHAR)
                .param("afterTarget", afterTarget)
                .param("afterModel", afterModel)
                .query((row, number) -> running(row, question.at()))
                .list();
    }

    private static Running running(ResultSet row, Instant at) throws SQLException {
        Unapproved unapproved = EntryRows.unapproved(row);
        return new Running(
                new TargetName(row.getString("target")),
                Stage.of(row.getString("stage")),
                row.getString("environment"),
                row.getString("cluster"),
                row.getString("region"),
                row.getString("endpoint"),
                EntryRows.version(row),
                new Sha256Digest(row.getString("digest")),
                row.getObject("id", UUID.class),
                Objects.requireNonNull(EntryRows.instant(row, "running_since")),
                row.getObject("promotion", UUID.class),
                Actor.of(row.getString("deployer")),
                EntryRows.owner(row),
                EntryRows.drift(row),
                unapproved == null || unapproved.since().isAfter(at) ? null : unapproved);
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
