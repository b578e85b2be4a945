package dev.cairn.deployment.admission;

import dev.cairn.deployment.standing.Standing;
import dev.cairn.deployment.standing.Standings;
import dev.cairn.events.types.Sha256Digest;
import dev.cairn.events.types.Stage;
import dev.cairn.events.types.TargetName;
import dev.cairn.events.types.VersionId;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Whether content may run, by what is known here: nobody else is asked. */
@Component
class Admission {

    private static final String APPROVED = """
            select promotion, lapsed or until <= clock_timestamp() as lapsed from promotion
            where model = ? and digest = ? and stage = ? order by approved desc limit 1
            """;

    private static final String ALLOWED_THERE = """
            select promotion from deployment
            where model = ? and digest = ? and target = ? and state in ('STARTED', 'RUNNING') order by state limit 1
            """;

    private final JdbcClient jdbc;
    private final Standings standings;

    Admission(JdbcClient jdbc, Standings standings) {
        this.jdbc = jdbc;
        this.standings = standings;
    }

    private record Approval(UUID promotion, boolean lapsed) {}

    /** Why a version may not be deployed to targets of a stage; empty where it is approved for it. */
    Optional<String> objection(VersionId version, Sha256Digest digest, Stage stage) {
        Optional<Approval> newest = jdbc.sql(APPROVED)
                .param(version.model().value())
                .param(digest.value())
                .param(stage.text())
                .query((row, number) -> new Approval(row.getObject("promotion", UUID.class), row.getBoolean("lapsed")))
                .optional();
        if (newest.isEmpty()) {
            return Optional.of(version + " was not approved for " + stage);
        }
        Standing standing = standings.of(version, newest.get().promotion());
        return standing.objection(stage)
                .or(() -> newest.get().lapsed()
                        ? Optional.of("The approval of " + version + " for " + stage + " lapsed")
                        : Optional.empty());
    }

    /**
     * Why a version may not run at a target; empty where a deployment of it is under way or runs there. That its approval
     * lapsed since does not matter: what runs goes on.
     */
    Optional<String> objection(VersionId version, Sha256Digest digest, TargetName target, Stage stage) {
        Optional<UUID> promotion = jdbc.sql(ALLOWED_THERE)
                .param(version.model().value())
                .param(digest.value())
                .param(target.value())
                .query(UUID.class)
                .optional();
        return promotion.isEmpty()
                ? Optional.of("No deployment of " + version + " to " + target + " is under way or runs")
                : standings.of(version, promotion.get()).objection(stage);
    }
}
