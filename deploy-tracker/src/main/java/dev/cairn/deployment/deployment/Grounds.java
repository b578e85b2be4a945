package dev.cairn.deployment.deployment;

import dev.cairn.deployment.deployment.DeploymentState.Subject;
import dev.cairn.deployment.standing.Standing;
import dev.cairn.deployment.standing.Standings;
import dev.cairn.events.types.ModelName;
import dev.cairn.events.types.Sha256Digest;
import dev.cairn.events.types.TargetName;
import dev.cairn.events.types.VersionId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What decisions about a deployment depend on beside its own stream; read in the write, under the model's lock. */
@Component
class Grounds {

    private static final String PLACE = """
            select d.id, d.label, d.digest, d.state = 'RUNNING' as running, %s as revoked from deployment d
            where d.target = ? and d.model = ? and d.state in ('REQUESTED', 'STARTED', 'RUNNING')
            """.formatted(Standings.REVOKED);

    private final JdbcClient jdbc;
    private final Standings standings;

    Grounds(JdbcClient jdbc, Standings standings) {
        this.jdbc = jdbc;
        this.standings = standings;
    }

    /** What speaks against what is asked for, by its newest promotion to the stage. */
    Standing standing(Subject subject) {
        return standings.of(subject.version(), subject.digest(), subject.stage());
    }

    /** @param promotion by which the version would run; absent in some denials */
    Standing standing(VersionId version, @Nullable UUID promotion) {
        return standings.of(version, promotion);
    }

    private record Row(UUID id, String label, String digest, boolean running, boolean revoked) {}

    /** What there is of a model at a target. */
    Place place(ModelName model, TargetName target) {
        List<Row> rows = jdbc.sql(PLACE)
                .param(target.value())
                .param(model.value())
                .query((row, number) -> row(row))
                .list();
        return new Place(
                rows.stream()
                        .filter(Row::running)
                        .findFirst()
                        .map(row -> new Place.Running(
                                row.id(),
                                VersionId.of(model + "/" + row.label()),
                                new Sha256Digest(row.digest()),
                                row.revoked()))
                        .orElse(null),
                rows.stream()
                        .filter(row -> !row.running())
                        .findFirst()
                        .map(Row::id)
                        .orElse(null));
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getObject("id", UUID.class),
                row.getString("label"),
                row.getString("digest"),
                row.getBoolean("running"),
                row.getBoolean("revoked"));
    }
}
