package dev.cairn.approval.version;

import dev.cairn.events.types.ModelName;
import dev.cairn.platform.identity.Caller;
import dev.cairn.platform.identity.Role;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which models a caller may see, by the registry's rule. One that has not arrived yet is seen by nobody. */
@Component
public final class Visibility {

    /**
     * To be joined with {@code model m}: open models for everybody with a role; else for their owner, who has a grant, and who
     * oversees.
     */
    public static final String VISIBLE = """
            ((m.open and :role) or :oversees or m.creator = :actor or m.answerable = :actor
             or exists (select from access_grant g where g.model = m.name and g.subject in (:actor, :owner)))
            """;

    private final JdbcClient jdbc;

    Visibility(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public boolean sees(Caller caller, ModelName model) {
        return of(caller, jdbc.sql("select count(*) from model m where m.name = :name and " + VISIBLE))
                        .param("name", model.value())
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /** With the parameters of {@link #VISIBLE}. */
    public static JdbcClient.StatementSpec of(Caller caller, JdbcClient.StatementSpec statement) {
        return statement
                .param("role", !caller.roles().isEmpty())
                .param("oversees", caller.hasAny(Role.AUDITOR, Role.GOVERNANCE))
                .param("actor", caller.actor().toString())
                .param("owner", caller.owner() == null ? "" : caller.owner().toString());
    }
}
