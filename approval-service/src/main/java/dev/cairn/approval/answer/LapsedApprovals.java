package dev.cairn.approval.answer;

import dev.cairn.approval.promotion.LapseApproval;
import dev.cairn.platform.command.Cause;
import dev.cairn.platform.command.Commands;
import dev.cairn.platform.command.Deciding;
import dev.cairn.platform.duty.Duty;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Ends approvals whose days are over, and those of versions that retired. */
@Component
class LapsedApprovals implements Duty {

    private static final String DUE = """
            select promotion, model, false as retired from promotion
            where state = 'APPROVED' and until <= now() and promotion <> all (:but)
            union all
            select p.promotion, p.model, true from retirement r
            join promotion p on p.model = r.model and p.label = r.label and p.state = 'APPROVED'
            where p.promotion <> all (:but)
            limit :most
            """;

    private final JdbcClient jdbc;
    private final Commands commands;

    LapsedApprovals(JdbcClient jdbc, Commands commands) {
        this.jdbc = jdbc;
        this.commands = commands;
    }

    @Override
    public String name() {
        return "lapsed-approvals";
    }

    @Override
    public List<Due> due(Set<UUID> but, int limit) {
        return jdbc.sql(DUE)
                .param("but", but.toArray(UUID[]::new))
                .param("most", limit)
                .query((row, number) ->
                        due(row.getObject("promotion", UUID.class), row.getString("model"), row.getBoolean("retired")))
                .list();
    }

    private Due due(UUID promotion, String model, boolean retired) {
        return new Due(
                promotion,
                "model:" + model,
                Cause.ofService("approval"),
                () -> commands.send(
                        new LapseApproval(promotion, retired, Deciding.current().now())));
    }
}
