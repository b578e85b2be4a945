package dev.cairn.deployment.admission;

import static dev.cairn.deployment.TrackerRefusal.NOTHING_TO_DEPLOY;

import dev.cairn.deployment.standing.Standing;
import dev.cairn.deployment.standing.Standings;
import dev.cairn.events.types.ModelName;
import dev.cairn.events.types.Sha256Digest;
import dev.cairn.events.types.Stage;
import dev.cairn.events.types.TargetName;
import dev.cairn.events.types.VersionId;
import dev.cairn.platform.identity.Caller;
import dev.cairn.visibility.Visibility;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;

/**
 * Whether content may run, by what is known here: nobody else is asked. Clusters wait for it, so one statement reads all that
 * the verdict depends on, and whether the caller may know of it.
 */
@Component
class Admission {

    private static final String KNOWN = """
            select d.label, d.promotion, d.lapsed, %s as retiring, %s as revoked, %s as parked
            from model m
            left join lateral (select v.model, v.label, g.promotion, g.lapsed
                               from version v left join lateral (%s) g on true
                               where v.model = m.name and v.digest = :digest limit 1) d on true
            where m.name = :model and %s
            """;

    private static final String IN_STAGE = known(Standings.NEWEST);

    private static final String AT_TARGET = known("""
            select d.promotion, false as lapsed from deployment d
            where d.model = v.model and d.digest = v.digest and d.target = :target and d.state in ('STARTED', 'RUNNING')
            order by %s, d.state limit 1
            """.formatted(Standings.REVOKED));

    private final JdbcClient jdbc;

    Admission(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private static String known(String by) {
        return KNOWN.formatted(Standings.RETIRING, Standings.REVOKED, Standings.PARKED, by, Visibility.VISIBLE);
    }

    /**
     * What is known of a model that the caller may see.
     *
     * @param standing absent where no version has the content
     * @param promotion by which it would run; absent where there is none
     */
    private record Known(
            @Nullable Standing standing, @Nullable UUID promotion) {

        static Known read(ModelName model, ResultSet row) throws SQLException {
            String label = row.getString("label");
            return new Known(
                    label == null ? null : Standings.standing(VersionId.of(model + "/" + label), row),
                    row.getObject("promotion", UUID.class));
        }
    }

    /** Whether a version may be deployed to targets of a stage: while its newest approval for it holds. */
    Verdict inStage(Caller caller, ModelName model, Sha256Digest digest, Stage stage) {
        return verdict(
                caller, model, digest, stage, jdbc.sql(IN_STAGE).param("stage", stage.text()), "approved for " + stage);
    }

    /**
     * Whether a version may run at a target: while a deployment of it is under way or runs there. That its approval lapsed
     * since does not matter: what runs goes on. Where one of them was revoked and another was not, the other counts.
     */
    Verdict atTarget(Caller caller, ModelName model, Sha256Digest digest, TargetName target, Stage stage) {
        return verdict(
                caller,
                model,
                digest,
                stage,
                jdbc.sql(AT_TARGET).param("target", target.value()),
                "deployed to " + target);
    }

    private static Verdict verdict(
            Caller caller, ModelName model, Sha256Digest digest, Stage stage, StatementSpec statement, String wanted) {
        Known known = Visibility.seenBy(caller, statement)
                .param("model", model.value())
                .param("digest", digest.value())
                .query((row, number) -> Known.read(model, row))
                .optional()
                .orElseThrow(() -> Visibility.unseen(model, NOTHING_TO_DEPLOY));
        if (known.standing() == null) {
            return new Verdict(false, null, "No version of " + model + " has this digest");
        }
        VersionId version = known.standing().version();
        Optional<String> objection = known.standing().objectionToNew(stage);
        if (objection.isEmpty() && known.promotion() == null) {
            objection = Optional.of(version + " is not " + wanted);
        }
        return new Verdict(objection.isEmpty(), version, objection.orElse(null));
    }
}
