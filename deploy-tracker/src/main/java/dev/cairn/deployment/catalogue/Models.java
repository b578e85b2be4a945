package dev.cairn.deployment.catalogue;

import static dev.cairn.deployment.TrackerRefusal.NOTHING_TO_DEPLOY;

import dev.cairn.events.types.ModelName;
import dev.cairn.platform.identity.Caller;
import dev.cairn.platform.identity.Role;
import dev.cairn.platform.problem.Refused;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;

/** Which models a caller may see, by the registry's rule. One that has not arrived yet is seen by nobody. */
@Component
public final class Models {

    /** A condition on a model {@code m}; its parameters come from {@link #seenBy}. */
    public static final String VISIBLE = """
            ((m.open and :role) or :oversees or m.creator = :actor or m.answerable = :actor
             or exists (select from access_grant g where g.model = m.name and g.subject in (:actor, :owner)))
            """;

    private final JdbcClient jdbc;

    Models(JdbcClient jdbc) {
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

    public boolean visible(Caller caller, ModelName model) {
        return seenBy(caller, jdbc.sql("select exists (select from model m where m.name = :name and " + VISIBLE + ")"))
                .param("name", model.value())
                .query(Boolean.class)
                .single();
    }

    /** @throws Refused when there is no such model for this caller */
    public void require(Caller caller, ModelName model) {
        if (!visible(caller, model)) {
            throw new Refused(NOTHING_TO_DEPLOY, "There is no model " + model + " that you may see");
        }
    }
}
