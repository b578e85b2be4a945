package dev.cairn.deployment.board;

import dev.cairn.deployment.standing.Standings;
import dev.cairn.events.deployment.RetirementAnswer.Use;
import dev.cairn.events.types.Label;
import dev.cairn.events.types.ModelName;
import dev.cairn.events.types.Sha256Digest;
import dev.cairn.events.types.TargetName;
import dev.cairn.events.types.VersionId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What could run again where something else runs now, and so may not retire. The previous version is what ran there last
 * before and still may: what was revoked or retired is passed over, and so is what was itself rolled back from since it ran
 * last, so that two rollbacks in a row go back two versions.
 */
@Component
public final class RollbackTargets {

    private static final String PREVIOUS = """
            select d.* from deployment d
            where d.target = n.target and d.model = n.model and d.digest <> n.digest
              and d.state in ('REPLACED', 'UNDEPLOYED') and not %s and not %s
              and not exists (select from deployment b where b.target = d.target and b.model = d.model
                              and b.digest = d.digest and b.state = 'ROLLED_BACK'
                              and b.running_since > d.running_since)
            order by d.running_since desc, d.id limit 1
            """.formatted(Standings.RETIRING, Standings.REVOKED);

    private static final String NAMED = """
            select d.* from deployment d
            where d.target = :target and d.model = :model and d.label = :label and d.running_since is not null
            order by %s, d.running_since desc limit 1
            """.formatted(Standings.REVOKED);

    private static final String USES = """
            select 'running' as how, target, id, opened from deployment
            where model = :model and label = :label and state = 'RUNNING'
            union all
            select 'starting', target, id, opened from deployment
            where model = :model and label = :label and state in ('REQUESTED', 'STARTED')
            union all
            select 'rollback', n.target, n.id, n.opened
            from deployment n cross join lateral (%s) p
            where n.model = :model and n.state = 'RUNNING' and p.label = :label
            order by opened, how
            """.formatted(PREVIOUS);

    private final JdbcClient jdbc;

    RollbackTargets(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param promotion by which it ran */
    public record Former(VersionId version, Sha256Digest digest, UUID promotion) {}

    /** What ran at the target before what runs there now. */
    public Optional<Former> previous(TargetName target, ModelName model) {
        return jdbc.sql("select p.* from deployment n cross join lateral (" + PREVIOUS
                        + ") p where n.target = :target and n.model = :model and n.state = 'RUNNING'")
                .param("target", target.value())
                .param("model", model.value())
                .query((row, number) -> former(row))
                .optional();
    }

    /** A version that ran at the target before, by its newest run whose approval was not revoked, where it has one. */
    public Optional<Former> named(TargetName target, ModelName model, Label label) {
        return jdbc.sql(NAMED)
                .param("target", target.value())
                .param("model", model.value())
                .param("label", label.value())
                .query((row, number) -> former(row))
                .optional();
    }

    private static Former former(ResultSet row) throws SQLException {
        return new Former(
                EntryRows.version(row),
                new Sha256Digest(row.getString("digest")),
                row.getObject("promotion", UUID.class));
    }

    /** Everything that needs the version, the oldest first. */
    public List<Use> uses(VersionId version) {
        return jdbc.sql(USES)
                .param("model", version.model().value())
                .param("label", version.label().value())
                .query((row, number) -> new Use(
                        row.getString("how"), new TargetName(row.getString("target")), row.getObject("id", UUID.class)))
                .list();
    }
}
