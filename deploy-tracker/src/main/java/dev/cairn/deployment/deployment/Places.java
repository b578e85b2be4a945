package dev.cairn.deployment.deployment;

import dev.cairn.events.types.ModelName;
import dev.cairn.events.types.Sha256Digest;
import dev.cairn.events.types.TargetName;
import dev.cairn.events.types.VersionId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads what there is of a model at a target. */
@Component
class Places {

    private final JdbcClient jdbc;

    Places(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Row(UUID id, String label, String digest, boolean running) {}

    /** In the current write, under the model's lock. */
    Place of(ModelName model, TargetName target) {
        List<Row> rows = jdbc.sql("""
                        select id, label, digest, state = 'RUNNING' as running from deployment
                        where target = ? and model = ? and state in ('REQUESTED', 'STARTED', 'RUNNING')
                        """)
                .param(target.value())
                .param(model.value())
                .query((row, number) -> row(row))
                .list();
        return new Place(
                rows.stream()
                        .filter(Row::running)
                        .findFirst()
                        .map(row -> new Place.Running(
                                row.id(), VersionId.of(model + "/" + row.label()), new Sha256Digest(row.digest())))
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
                row.getBoolean("running"));
    }
}
