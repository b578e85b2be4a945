package dev.cairn.registry.catalogue;

import static dev.cairn.registry.RegistryRefusal.MODEL_UNKNOWN;
import static dev.cairn.registry.RegistryRefusal.NOT_YOURS;

import dev.cairn.events.types.Actor;
import dev.cairn.events.types.LabelScheme;
import dev.cairn.events.types.ModelName;
import dev.cairn.events.types.Permission;
import dev.cairn.events.types.Sensitivity;
import dev.cairn.platform.identity.Caller;
import dev.cairn.platform.identity.Role;
import dev.cairn.platform.paging.Page;
import dev.cairn.platform.problem.Refused;
import dev.cairn.visibility.Visibility;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The models that a caller may see. One that they may not is, for them, not there. */
@Component
public final class Models {

    private final JdbcClient jdbc;

    Models(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @throws Refused when there is no such model for this caller */
    public ModelEntry require(Caller caller, ModelName name) {
        return find(caller, name)
                .orElseThrow(() -> new Refused(MODEL_UNKNOWN, "There is no model " + name + " that you may see"));
    }

    /** @throws Refused when the caller may not change the model, or not even see it */
    public ModelEntry requireChangeable(Caller caller, ModelName name) {
        ModelEntry model = require(caller, name);
        boolean mayWrite = owns(caller, model)
                || granted(caller, name, Permission.WRITE)
                || (model.sensitivity() == Sensitivity.OPEN && caller.has(Role.ML_ENGINEER));
        if (!mayWrite) {
            throw new Refused(NOT_YOURS, "Changing " + name + " takes its owner, or a grant to write");
        }
        return model;
    }

    /**
     * For what bears on everybody who uses the model; that it is open for everybody's versions is not enough.
     *
     * @throws Refused when the caller does not govern the model and has no grant to write
     */
    public ModelEntry requireEntrusted(Caller caller, ModelName name) {
        ModelEntry model = require(caller, name);
        if (!governs(caller, model) && !granted(caller, name, Permission.WRITE)) {
            throw new Refused(NOT_YOURS, "This takes the owner of " + name + ", governance, or a grant to write");
        }
        return model;
    }

    /** @throws Refused when the caller is neither the model's owner nor of governance */
    public void requireGovernable(Caller caller, ModelName name) {
        if (!governs(caller, require(caller, name))) {
            throw new Refused(NOT_YOURS, "This is for the owner of " + name + ", or governance, to decide");
        }
    }

    /** Whether the caller decides who sees the model, and when its versions end. */
    public boolean governs(Caller caller, ModelEntry model) {
        return owns(caller, model) || caller.has(Role.GOVERNANCE);
    }

    private static boolean owns(Caller caller, ModelEntry model) {
        return model.creator().equals(caller.actor()) || caller.actor().equals(model.answerable());
    }

    private boolean granted(Caller caller, ModelName name, Permission permission) {
        return jdbc.sql("select count(*) from access_grant where model = :model and subject = :subject"
                                + " and permission = :permission")
                        .param("model", name.value())
                        .param("subject", caller.actor().toString())
                        .param("permission", permission.name())
                        .query(Integer.class)
                        .single()
                > 0;
    }

    public Optional<ModelEntry> find(Caller caller, ModelName name) {
        return Visibility.seenBy(
                        caller, jdbc.sql("select * from model m where m.name = :name and " + Visibility.VISIBLE))
                .param("name", name.value())
                .query((row, number) -> entry(row))
                .optional()
                .map(model -> model.with(aliases(name)));
    }

    private TreeMap<String, String> aliases(ModelName name) {
        var aliases = new TreeMap<String, String>();
        jdbc.sql("select name, label from alias where model = ?")
                .param(name.value())
                .query(row -> {
                    aliases.put(row.getString("name"), row.getString("label"));
                });
        return aliases;
    }

    /** Up to one more than a page, by name, after {@code after}; with {@code search} in name or description. */
    public List<ModelEntry> list(Caller caller, @Nullable String search, String after) {
        return Visibility.seenBy(
                        caller,
                        jdbc.sql("select * from model m where m.name > :after and (:search::text is null"
                                + " or position(lower(:search) in m.name) > 0"
                                + " or position(lower(:search) in lower(m.description)) > 0) and " + Visibility.VISIBLE
                                + " order by m.name limit " + (Page.SIZE + 1)))
                .param("after", after)
                .param("search", search)
                .query((row, number) -> entry(row))
                .list();
    }

    private static ModelEntry entry(ResultSet row) throws SQLException {
        String answerable = row.getString("answerable");
        return new ModelEntry(
                new ModelName(row.getString("name")),
                row.getString("description"),
                LabelScheme.valueOf(row.getString("scheme")),
                Sensitivity.valueOf(row.getString("sensitivity")),
                Actor.of(row.getString("creator")),
                answerable == null ? null : Actor.of(answerable),
                row.getObject("created", OffsetDateTime.class).toInstant(),
                row.getInt("versions"),
                row.getString("latest"),
                row.getLong("sequence"),
                null);
    }
}
