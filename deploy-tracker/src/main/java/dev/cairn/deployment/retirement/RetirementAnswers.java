package dev.cairn.deployment.retirement;

import dev.cairn.deployment.board.RollbackTargets;
import dev.cairn.events.types.VersionId;
import dev.cairn.platform.command.Cause;
import dev.cairn.platform.command.Commands;
import dev.cairn.platform.duty.Duty;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Answers the registry's question whether a version may retire, by what uses it under the model's lock. */
@Component
class RetirementAnswers implements Duty {

    private static final String DUE = """
            select q.* from retirement_question q
            where q.open and q.request <> all (?)
              and not exists (select from retirement_answer a where a.request = q.request)
            order by q.asked limit ?
            """;

    private final JdbcClient jdbc;
    private final Commands commands;
    private final RollbackTargets rollbackTargets;

    RetirementAnswers(JdbcClient jdbc, Commands commands, RollbackTargets rollbackTargets) {
        this.jdbc = jdbc;
        this.commands = commands;
        this.rollbackTargets = rollbackTargets;
    }

    @Override
    public String name() {
        return "retirement-questions";
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
        UUID request = row.getObject("request", UUID.class);
        var version = VersionId.of(row.getString("model") + "/" + row.getString("label"));
        var cause = Cause.answering(
                "deployment",
                row.getObject("event", UUID.class),
                row.getString("correlation_id"),
                row.getString("traceparent"));
        return new Due(
                request,
                "model:" + version.model(),
                cause,
                () -> commands.send(new AnswerRetirement(request, version, rollbackTargets.uses(version))));
    }
}
