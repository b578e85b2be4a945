package dev.cairn.deployment.deployment;

import dev.cairn.platform.command.Cause;
import dev.cairn.platform.command.Commands;
import dev.cairn.platform.command.Deciding;
import dev.cairn.platform.duty.Duty;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Refuses what approval did not answer by the deadline. */
@Component
class OverdueRequests implements Duty {

    private static final String DUE = """
            select * from deployment where state = 'REQUESTED' and deadline <= clock_timestamp() and id <> all (?)
            order by deadline limit ?
            """;

    private final JdbcClient jdbc;
    private final Commands commands;
    private final Awaited awaited;

    OverdueRequests(JdbcClient jdbc, Commands commands, Awaited awaited) {
        this.jdbc = jdbc;
        this.commands = commands;
        this.awaited = awaited;
    }

    @Override
    public String name() {
        return "overdue-requests";
    }

    @Override
    public List<Due> due(Set<UUID> but, int limit) {
        return jdbc.sql(DUE)
                .param(but.toArray(UUID[]::new))
                .param(limit)
                .query((row, number) -> due(row))
                .list();
    }

    private Due due(ResultSet row) throws SQLException {
        UUID deployment = row.getObject("id", UUID.class);
        var cause = Cause.answering(
                "deployment",
                row.getObject("event", UUID.class),
                row.getString("correlation_id"),
                row.getString("traceparent"));
        return new Due(deployment, "model:" + row.getString("model"), cause, () -> refuse(deployment));
    }

    private void refuse(UUID deployment) {
        commands.send(new RefuseOverdue(deployment, Deciding.current().now()));
        awaited.answeredBy(deployment);
    }
}
