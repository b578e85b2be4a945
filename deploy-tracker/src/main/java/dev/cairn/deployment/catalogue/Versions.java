package dev.cairn.deployment.catalogue;

import static dev.cairn.deployment.TrackerRefusal.NOTHING_TO_DEPLOY;

import dev.cairn.events.types.Label;
import dev.cairn.events.types.ModelName;
import dev.cairn.events.types.Sha256Digest;
import dev.cairn.events.types.VersionId;
import dev.cairn.events.types.VersionReference;
import dev.cairn.platform.identity.Caller;
import dev.cairn.platform.problem.Refused;
import dev.cairn.visibility.Visibility;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Registered versions. */
@Component
public final class Versions {

    private final JdbcClient jdbc;
    private final Visibility visibility;

    Versions(JdbcClient jdbc, Visibility visibility) {
        this.jdbc = jdbc;
        this.visibility = visibility;
    }

    /** @param digest of the manifest */
    public record Registered(VersionId version, Sha256Digest digest) {}

    /**
     * @param reference where it is a digest, it means the version that has it, whatever others are called
     * @throws Refused when the model has no such version, or the caller may not see it
     */
    public Registered require(Caller caller, VersionReference reference) {
        ModelName model = reference.model();
        String version = reference.version().value();
        visibility.require(caller, model, NOTHING_TO_DEPLOY);
        return find(model, "digest", version)
                .or(() -> find(model, "label", version))
                .orElseThrow(() -> new Refused(NOTHING_TO_DEPLOY, model + " has no version '" + version + "'"));
    }

    private Optional<Registered> find(ModelName model, String column, String value) {
        return jdbc.sql("select label, digest from version where model = ? and " + column + " = ?")
                .param(model.value())
                .param(value)
                .query((row, number) -> new Registered(
                        new VersionId(model, new Label(row.getString("label"))),
                        new Sha256Digest(row.getString("digest"))))
                .optional();
    }
}
