package dev.cairn.approval.policy;

import dev.cairn.approval.policy.PolicyEntry.Proposal;
import dev.cairn.events.EventCodec;
import dev.cairn.events.approval.Policy;
import dev.cairn.events.types.Actor;
import dev.cairn.events.types.Stage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The policy of each stage: what was adopted last, or what comes with the product. */
@Component
public final class Policies {

    private static final String IN_FORCE =
            "select * from policy where stage = ? and adopted is not null order by version desc limit 1";

    /** Whatever was proposed before the newest one was replaced by it. */
    private static final String WAITING = """
            select p.*, replaced.version as replaces
            from (select * from policy where stage = ? order by version desc limit 1) p
            left join policy replaced
                on replaced.stage = p.stage and replaced.version = p.version - 1 and replaced.adopted is null
            where p.adopted is null
            """;

    private final JdbcClient jdbc;

    Policies(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public PolicyEntry of(Stage stage) {
        Proposal proposal = jdbc.sql(WAITING)
                .param(stage.text())
                .query((row, number) -> proposal(row))
                .optional()
                .orElse(null);
        Optional<PolicyEntry> adopted = jdbc.sql(IN_FORCE)
                .param(stage.text())
                .query((row, number) -> adopted(stage, row, proposal))
                .optional();
        return adopted.orElseGet(
                () -> new PolicyEntry(stage, 0, DefaultPolicies.of(stage), null, null, null, null, proposal));
    }

    private static PolicyEntry adopted(Stage stage, ResultSet row, @Nullable Proposal proposal) throws SQLException {
        return new PolicyEntry(
                stage,
                row.getInt("version"),
                policy(row),
                Actor.of(row.getString("proposer")),
                Actor.of(row.getString("adopter")),
                row.getString("adoption_reason"),
                row.getObject("adopted", OffsetDateTime.class).toInstant(),
                proposal);
    }

    private static Proposal proposal(ResultSet row) throws SQLException {
        return new Proposal(
                row.getInt("version"),
                policy(row),
                Actor.of(row.getString("proposer")),
                row.getString("reason"),
                row.getObject("proposed", OffsetDateTime.class).toInstant(),
                row.getObject("replaces", Integer.class));
    }

    private static Policy policy(ResultSet row) throws SQLException {
        return EventCodec.json().readValue(row.getString("policy"), Policy.class);
    }
}
