package dev.cairn.deployment.deployment;

import dev.cairn.deployment.approval.Answer;
import dev.cairn.events.types.Sha256Digest;
import dev.cairn.events.types.TargetName;
import dev.cairn.events.types.VersionId;
import dev.cairn.platform.command.Cause;
import dev.cairn.platform.command.Commands;
import dev.cairn.platform.command.Deciding;
import dev.cairn.platform.duty.Duty;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Starts or refuses a deployment as approval has answered. */
@Component
class ApprovalAnswers implements Duty {

    private static final String DUE = """
            select d.model, d.label, a.* from approval_answer a
            join deployment d on d.id = a.deployment and d.state = 'REQUESTED'
            where d.id <> all (?)
            order by a.answered limit ?
            """;

    private final JdbcClient jdbc;
    private final Commands commands;
    private final Grounds grounds;
    private final Awaited awaited;

    ApprovalAnswers(JdbcClient jdbc, Commands commands, Grounds grounds, Awaited awaited) {
        this.jdbc = jdbc;
        this.commands = commands;
        this.grounds = grounds;
        this.awaited = awaited;
    }

    @Override
    public String name() {
        return "approval-answers";
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
        UUID deployment = row.getObject("deployment", UUID.class);
        var version = VersionId.of(row.getString("model") + "/" + row.getString("label"));
        Answer answer = answer(row);
        var cause = Cause.answering(
                "deployment",
                row.getObject("event", UUID.class),
                row.getString("correlation_id"),
                row.getString("traceparent"));
        return new Due(deployment, "model:" + version.model(), cause, () -> decide(deployment, version, answer));
    }

    private static Answer answer(ResultSet row) throws SQLException {
        OffsetDateTime until = row.getObject("until", OffsetDateTime.class);
        return new Answer(
                row.getObject("promotion", UUID.class),
                new Sha256Digest(row.getString("digest")),
                new TargetName(row.getString("target")),
                until == null ? null : until.toInstant(),
                row.getString("denial"));
    }

    private void decide(UUID deployment, VersionId version, Answer answer) {
        var standing = grounds.standing(version, answer.promotion());
        commands.send(new AnswerRequest(
                deployment, answer, standing, Deciding.current().now()));
        awaited.answeredBy(deployment);
    }
}
