package dev.cairn.approval.answer;

import dev.cairn.approval.promotion.ExpirePromotion;
import dev.cairn.platform.command.Cause;
import dev.cairn.platform.command.Commands;
import dev.cairn.platform.command.Deciding;
import dev.cairn.platform.duty.Duty;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Ends requests that nobody decided in time. */
@Component
class ExpiredRequests implements Duty {

    private static final String DUE = """
            select promotion, model from promotion
            where state = 'OPEN' and expires <= now() and promotion <> all (?)
            order by expires limit ?
            """;

    private final JdbcClient jdbc;
    private final Commands commands;

    ExpiredRequests(JdbcClient jdbc, Commands commands) {
        this.jdbc = jdbc;
        this.commands = commands;
    }

    @Override
    public String name() {
        return "expired-requests";
    }

    @Override
    public List<Due> due(Set<UUID> but, int limit) {
        return jdbc.sql(DUE)
                .param(but.toArray(UUID[]::new))
                .param(limit)
                .query((row, number) -> due(row.getObject("promotion", UUID.class), row.getString("model")))
                .list();
    }

    private Due due(UUID promotion, String model) {
        return new Due(
                promotion,
                "model:" + model,
                Cause.ofService("approval"),
                () -> commands.send(
                        new ExpirePromotion(promotion, Deciding.current().now())));
    }
}
