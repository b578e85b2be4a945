package dev.cairn.lineage.graph;

import dev.cairn.platform.identity.Caller;
import dev.cairn.platform.identity.Role;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which models a caller may see, by the registry's rule. One that has not arrived yet is seen by nobody. */
@Component
class Visibility {

    private static final String VISIBLE = """
            select name from model m
            where name = any (:names)
              and ((m.open and :role) or :oversees or m.creator = :actor or m.answerable = :actor
                   or exists (select from access_grant g where g.model = m.name and g.subject in (:actor, :owner)))
            """;

    private final JdbcClient jdbc;

    Visibility(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Those of the models that the caller may see. */
    Set<String> of(Caller caller, Collection<String> models) {
        if (models.isEmpty()) {
            return Set.of();
        }
        return jdbc
                .sql(VISIBLE)
                .param("names", models.toArray(String[]::new))
                .param("role", !caller.roles().isEmpty())
                .param("oversees", caller.hasAny(Role.AUDITOR, Role.GOVERNANCE))
                .param("actor", caller.actor().toString())
                .param("owner", caller.owner() == null ? "" : caller.owner().toString())
                .query(String.class)
                .list()
                .stream()
                .collect(Collectors.toSet());
    }
}
