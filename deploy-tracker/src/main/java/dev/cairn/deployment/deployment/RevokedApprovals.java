package dev.cairn.deployment.deployment;

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

/** Raises what runs, or is under way, by an approval that was revoked; whichever of the two came first. */
@Component
class RevokedApprovals implements Duty {

    private static final String DUE = """
            select d.id, d.model, p.promotion, p.revoked, p.revocation, p.correlation_id, p.traceparent
            from deployment d join promotion p on p.promotion = d.promotion and p.revoked is not null
            where d.state in ('STARTED', 'RUNNING') and d.unapproved is null and d.id <> all (?)
            order by p.revoked_at limit ?
            """;

    private final JdbcClient jdbc;
    private final Commands commands;

    RevokedApprovals(JdbcClient jdbc, Commands commands) {
        this.jdbc = jdbc;
        this.commands = commands;
    }

    @Override
    public String name() {
        return "revoked-approvals";
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
        UUID promotion = row.getObject("promotion", UUID.class);
        String reason = row.getString("revoked");
        var cause = Cause.answering(
                "deployment",
                row.getObject("revocation", UUID.class),
                row.getString("correlation_id"),
                row.getString("traceparent"));
        return new Due(
                deployment,
                "model:" + row.getString("model"),
                cause,
                () -> commands.send(new LeaveUnapproved(deployment, promotion, reason, replaced(deployment))));
    }

    /** Under the model's lock. */
    private boolean replaced(UUID deployment) {
        return jdbc.sql("select ended_by is not null from deployment where id = ?")
                .param(deployment)
                .query(Boolean.class)
                .single();
    }
}
