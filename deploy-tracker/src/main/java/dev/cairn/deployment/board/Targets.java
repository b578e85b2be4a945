package dev.cairn.deployment.board;

import static dev.cairn.deployment.TrackerRefusal.TARGET_UNKNOWN;

import dev.cairn.events.types.Actor;
import dev.cairn.events.types.Stage;
import dev.cairn.events.types.TargetName;
import dev.cairn.platform.paging.Page;
import dev.cairn.platform.problem.Refused;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The registered targets. */
@Component
public final class Targets {

    private final JdbcClient jdbc;

    Targets(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @throws Refused when there is no such target */
    public TargetEntry require(TargetName target) {
        return jdbc.sql("select * from target where name = ? and removed is null")
                .param(target.value())
                .query((row, number) -> entry(row))
                .optional()
                .orElseThrow(() -> new Refused(TARGET_UNKNOWN, "There is no target " + target));
    }

    /** Up to one more than a page, by name, after {@code after}. */
    public List<TargetEntry> list(String after) {
        return jdbc.sql("select * from target where name > ? and removed is null order by name limit "
                        + (Page.SIZE + 1))
                .param(after)
                .query((row, number) -> entry(row))
                .list();
    }

    private static TargetEntry entry(ResultSet row) throws SQLException {
        return new TargetEntry(
                new TargetName(row.getString("name")),
                Stage.of(row.getString("stage")),
                row.getString("environment"),
                row.getString("cluster"),
                row.getString("region"),
                row.getString("endpoint"),
                row.getString("description"),
                Actor.of(row.getString("actor")),
                row.getObject("registered", OffsetDateTime.class).toInstant());
    }
}
