package dev.cairn.registry.catalogue;

import dev.cairn.events.types.ModelName;
import dev.cairn.events.types.Sha256Digest;
import dev.cairn.platform.identity.Caller;
import dev.cairn.platform.identity.Role;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which content versions hold. */
@Component
public final class Artifacts {

    private final JdbcClient jdbc;
    private final Models models;

    Artifacts(JdbcClient jdbc, Models models) {
        this.jdbc = jdbc;
        this.models = models;
    }

    /** Whether a version that this caller may see holds the content. */
    public boolean readable(Caller caller, Sha256Digest content) {
        boolean oversees = caller.hasAny(Role.AUDITOR, Role.GOVERNANCE);
        List<String> holders = jdbc.sql("select distinct model from artifact where digest = ?")
                .param(content.value())
                .query(String.class)
                .list();
        return oversees
                ? !holders.isEmpty()
                : holders.stream()
                        .anyMatch(model ->
                                models.find(caller, new ModelName(model)).isPresent());
    }
}
