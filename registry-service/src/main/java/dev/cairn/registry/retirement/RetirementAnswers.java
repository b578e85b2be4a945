package dev.cairn.registry.retirement;

import dev.cairn.events.types.VersionId;
import dev.cairn.platform.command.Cause;
import dev.cairn.platform.command.Commands;
import dev.cairn.platform.duty.Duty;
import dev.cairn.registry.version.AnswerRetirement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Ends a request to retire a version as deploy-tracker has answered it. */
@Component
class RetirementAnswers implements Duty {

    private static final String DUE = """
            select a.* from retirement_answer a
            join retirement r on r.request = a.request and r.state = 'REQUESTED'
            where a.request <> all (?)
            order by r.requested limit ?
            """;

    private final JdbcClient jdbc;
    private final Commands commands;

    RetirementAnswers(JdbcClient jdbc, Commands commands) {
        this.jdbc = jdbc;
        this.commands = commands;
    }

    @Override
    public String name() {
        return "retirement-answers";
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
        var version = VersionId.of(row.getString("version"));
        var answer = new AnswerRetirement(version, row.getObject("request", UUID.class), row.getString("objection"));
        var cause = Cause.answering(
                "registry",
                row.getObject("event", UUID.class),
                row.getString("correlation_id"),
                row.getString("traceparent"));
        return new Due(answer.request(), "model:" + version.model(), cause, () -> commands.send(answer));
    }
}
