package dev.cairn.registry.retirement;

import dev.cairn.events.types.Actor;
import dev.cairn.events.types.VersionId;
import dev.cairn.registry.retirement.Retirement.State;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Requests to retire versions of models that the caller was found to see. */
@Component
class Retirements {

    private final JdbcClient jdbc;

    Retirements(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Retirement> newest(VersionId version) {
        return jdbc.sql("select * from retirement where model = ? and label = ? order by requested desc limit 1")
                .param(version.model().value())
                .param(version.label().value())
                .query((row, number) -> new Retirement(
                        version,
                        row.getObject("request", UUID.class),
                        State.valueOf(row.getString("state")),
                        Actor.of(row.getString("actor")),
                        row.getString("reason"),
                        row.getString("objection"),
                        row.getObject("since", OffsetDateTime.class).toInstant()))
                .optional();
    }
}
