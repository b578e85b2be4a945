package dev.cairn.visibility;

import dev.cairn.events.types.ModelName;
import dev.cairn.platform.identity.Caller;
import dev.cairn.platform.identity.Role;
import dev.cairn.platform.problem.RefusalCode;
import dev.cairn.platform.problem.Refused;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** Which models a caller may see. One that has not arrived yet is seen by nobody. */
public final class Visibility {

    /**
     * Who sees a model: everybody with a role when it is open; else its owner, who has a grant, and who oversees. A condition
     * on a model {@code m}; its parameters come from {@link #seenBy}.
     */
    public static final String VISIBLE = """
            ((m.sensitivity = 'OPEN' and :role) or :oversees or m.creator = :actor or m.answerable = :actor
             or exists (select from access_grant g where g.model = m.name and g.subject in (:actor, :owner)))
            """;

    private final JdbcClient jdbc;

    Visibility(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Gives a statement with {@link #VISIBLE} its parameters. */
    public static StatementSpec seenBy(Caller caller, StatementSpec statement) {
        return statement
                .param("role", !caller.roles().isEmpty())
                .param("oversees", caller.hasAny(Role.AUDITOR, Role.GOVERNANCE))
                .param("actor", caller.actor().toString())
                .param("owner", caller.owner() == null ? "" : caller.owner().toString());
    }

    /** Those of the models that the caller may see. */
    public Set<String> of(Caller caller, Collection<String> models) {
        if (models.isEmpty()) {
            return Set.of();
        }
        return seenBy(caller, jdbc.sql("select m.name from model m where m.name = any (:names) and " + VISIBLE))
                .param("names", models.toArray(String[]::new))
                .query(String.class)
                .set();
    }

    /**
     * @param otherwise what the service says when there is no such model for this caller
     * @throws Refused when there is none
     */
    public void require(Caller caller, ModelName model, RefusalCode otherwise) {
        if (of(caller, List.of(model.value())).isEmpty()) {
            throw unseen(model, otherwise);
        }
    }

    /** The same answer whether there is no such model or the caller may not see it. */
    public static Refused unseen(ModelName model, RefusalCode otherwise) {
        return new Refused(otherwise, "There is no model " + model + " that you may see");
    }
}
