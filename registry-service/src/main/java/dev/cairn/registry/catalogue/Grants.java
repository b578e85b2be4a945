package dev.cairn.registry.catalogue;

import dev.cairn.events.types.Actor;
import dev.cairn.events.types.ModelName;
import dev.cairn.events.types.Permission;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who was given access to a model. */
@Component
public final class Grants {

    private final JdbcClient jdbc;

    Grants(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param actor who gave it */
    public record Grant(Actor subject, Permission permission, String reason, Actor actor, Instant since) {}

    public List<Grant> of(ModelName model) {
        return jdbc.sql("select * from access_grant where model = ? order by subject")
                .param(model.value())
                .query((row, number) -> new Grant(
                        Actor.of(row.getString("subject")),
                        Permission.valueOf(row.getString("permission")),
                        row.getString("reason"),
                        Actor.of(row.getString("actor")),
                        row.getObject("since", OffsetDateTime.class).toInstant()))
                .list();
    }
}
