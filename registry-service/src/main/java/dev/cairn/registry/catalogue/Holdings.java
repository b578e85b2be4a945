package dev.cairn.registry.catalogue;

import dev.cairn.events.types.ArtifactPath;
import dev.cairn.events.types.Label;
import dev.cairn.events.types.ModelName;
import dev.cairn.events.types.Sha256Digest;
import dev.cairn.events.types.VersionId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What each version holds, for whoever goes through all of them: by model and label, so that one can stop and go on. */
@Component
public final class Holdings {

    private final JdbcClient jdbc;

    Holdings(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A version and its content.
     *
     * @param manifest the digest under which the store has the manifest's canonical form
     */
    public record Holding(VersionId version, Sha256Digest manifest, List<Item> artifacts) {}

    /** @param size in bytes, as registered */
    public record Item(ArtifactPath path, Sha256Digest digest, long size) {}

    /** @param after where to go on; absent for the first version of all */
    public Optional<Holding> next(@Nullable VersionId after) {
        return jdbc.sql("""
                        select model, label, digest from version where (model, label) > (:model, :label)
                        order by model, label limit 1
                        """)
                .param("model", after == null ? "" : after.model().value())
                .param("label", after == null ? "" : after.label().value())
                .query((row, number) -> {
                    var version =
                            new VersionId(new ModelName(row.getString("model")), new Label(row.getString("label")));
                    return new Holding(version, new Sha256Digest(row.getString("digest")), artifacts(version));
                })
                .optional();
    }

    private List<Item> artifacts(VersionId version) {
        return jdbc.sql("select path, digest, size from artifact where model = ? and label = ? order by path")
                .param(version.model().value())
                .param(version.label().value())
                .query((row, number) -> new Item(
                        new ArtifactPath(row.getString("path")),
                        new Sha256Digest(row.getString("digest")),
                        row.getLong("size")))
                .list();
    }

    /** How many versions come after {@code after}. */
    public long count(@Nullable VersionId after) {
        return jdbc.sql("select count(*) from version where (model, label) > (:model, :label)")
                .param("model", after == null ? "" : after.model().value())
                .param("label", after == null ? "" : after.label().value())
                .query(Long.class)
                .single();
    }

    /** How many artifacts and manifests are known to be damaged. */
    public long damaged() {
        return jdbc.sql("select count(*) from violation").query(Long.class).single();
    }
}
