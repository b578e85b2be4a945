package dev.cairn.registry.catalogue;

import static dev.cairn.registry.RegistryRefusal.VERSION_UNKNOWN;

import dev.cairn.events.EventCodec;
import dev.cairn.events.types.Actor;
import dev.cairn.events.types.Label;
import dev.cairn.events.types.LabelScheme;
import dev.cairn.events.types.ModelName;
import dev.cairn.events.types.Sha256Digest;
import dev.cairn.events.types.Stage;
import dev.cairn.events.types.TargetName;
import dev.cairn.events.types.VersionId;
import dev.cairn.platform.paging.Page;
import dev.cairn.platform.problem.Refused;
import dev.cairn.registry.catalogue.VersionEntry.Deprecation;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;

/** Versions of models that the caller was found to see, see {@link Models}. */
@Component
public final class Versions {

    private static final String SELECT = """
            select v.model, v.label, v.digest, v.scheme, v.weights, v.bytes, v.description, v.change_note, v.creator,
                   v.answerable, v.registered, v.sequence, v.label = m.latest as latest, %s as event,
                   (select coalesce(json_object_agg(t.key, t.value order by t.key), '{}') from tag t
                    where t.model = v.model and t.label = v.label) as tags,
                   array(select a.name from alias a where a.model = v.model and a.label = v.label
                         order by a.name) as aliases,
                   array(select d.path from violation d where d.model = v.model and d.label = v.label
                         order by d.path) as damaged,
                   array(select s.stage from unnest(array['dev', 'staging', 'prod']) as s (stage)
                         where v.digest = %s) as stages,
                   array(select r.target from running r where r.model = v.model and r.label = v.label
                         and r.stage = 'prod' order by r.target) as production,
                   p.reason, p.since, p.until, p.successor, p.migration,
                   (select t.since from retirement t where t.model = v.model and t.label = v.label
                    and t.state = 'RETIRED') as retired
            from version v join model m on m.name = v.model
            left join deprecation p on p.model = v.model and p.label = v.label
            where v.model = :model and\s""";

    /** The digest that was promoted last to the stage {@code s.stage}; what was revoked since does not count. */
    private static final String PROMOTED = """
            (select q.digest from promotion q where q.model = v.model and q.stage = s.stage and not q.revoked
             order by q.approved desc limit 1)""";

    /** What was registered, by the event itself. */
    private static final String EVENT = """
            (select convert_from(e.data, 'UTF8') from events.event e
             where e.stream = 'version:' || v.model || '/' || v.label and e.sequence = 0)""";

    private static final Pattern DIGEST = Pattern.compile("(?:sha256:)?([0-9a-f]{64})");
    private static final TypeReference<Map<String, String>> TAGS = new TypeReference<>() {};

    private final JdbcClient jdbc;

    Versions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param reference label, digest (with or without {@code sha256:}), alias, {@code latest}, or a stage, which means what was
     *     promoted to it last
     * @throws Refused when the model has no such version
     */
    public VersionEntry require(ModelName model, String reference) {
        return find(model, reference).orElseThrow(() -> unknown(model, reference));
    }

    private static Refused unknown(ModelName model, String reference) {
        String shown = reference.length() > 80 ? reference.substring(0, 80) + "…" : reference;
        boolean stage = Label.RESERVED.contains(reference) && !reference.equals("latest");
        return new Refused(
                VERSION_UNKNOWN,
                stage
                        ? "Nothing of " + model + " was promoted to " + reference
                        : model + " has no version '" + shown.replaceAll("[^ -~…]", "?") + "'");
    }

    /** A digest means the version that has it, whatever others are called: it is how people pin one. */
    public Optional<VersionEntry> find(ModelName model, String reference) {
        if (reference.equals("latest")) {
            return one("v.label = m.latest", model, reference);
        }
        if (Label.RESERVED.contains(reference)) {
            return one("v.digest = " + PROMOTED.replace("s.stage", ":reference"), model, reference);
        }
        var digest = DIGEST.matcher(reference);
        if (digest.matches()) {
            Optional<VersionEntry> registered = registered(model, new Sha256Digest(digest.group(1)));
            if (registered.isPresent()) {
                return registered;
            }
        }
        Optional<VersionEntry> labelled = one("v.label = :reference", model, reference);
        return labelled.isPresent()
                ? labelled
                : one(
                        "v.label = (select a.label from alias a where a.model = v.model and a.name = :reference)",
                        model,
                        reference);
    }

    /** The version that has this digest; labels do not count. */
    public Optional<VersionEntry> registered(ModelName model, Sha256Digest digest) {
        return one("v.digest = :reference", model, digest.value());
    }

    private Optional<VersionEntry> one(String condition, ModelName model, String reference) {
        return jdbc.sql(SELECT.formatted(EVENT, PROMOTED) + condition)
                .param("model", model.value())
                .param("reference", reference)
                .query((row, number) -> entry(row))
                .optional();
    }

    /** Up to one more than a page, newest first, below {@code before} in the order of registration. */
    public List<VersionEntry> list(ModelName model, int before) {
        return jdbc.sql(SELECT.formatted("null", PROMOTED) + "v.ordinal < :before order by v.ordinal desc limit "
                        + (Page.SIZE + 1))
                .param("model", model.value())
                .param("before", before)
                .query((row, number) -> entry(row))
                .list();
    }

    /** A version's place in the order of registration, from 1. */
    public int ordinal(VersionEntry version) {
        return jdbc.sql("select ordinal from version where model = ? and label = ?")
                .param(version.model().value())
                .param(version.label().value())
                .query(Integer.class)
                .single();
    }

    public boolean labelled(ModelName model, String label) {
        return jdbc.sql("select exists (select from version where model = ? and label = ?)")
                .param(model.value())
                .param(label)
                .query(Boolean.class)
                .single();
    }

    /** Whether the text means one version for ever: as its label or its digest, and no alias. */
    public boolean identifies(ModelName model, String text) {
        return jdbc.sql(
                        "select exists (select from version where model = :model and (label = :text or digest = :text))")
                .param("model", model.value())
                .param("text", text)
                .query(Boolean.class)
                .single();
    }

    /** Labels that were made by {@code scheme}; of numbers only the newest, which is the highest. */
    public List<Label> labels(ModelName model, LabelScheme scheme) {
        return jdbc.sql("select label from version where model = :model and scheme = :scheme order by ordinal desc"
                        + " limit :most")
                .param("model", model.value())
                .param("scheme", scheme.name())
                .param("most", scheme == LabelScheme.NUMBER ? 1 : Integer.MAX_VALUE)
                .query((row, number) -> new Label(row.getString("label")))
                .list();
    }

    /** Where one version is shown, its event says what it is: the view only finds it, and whoever alters that changes none. */
    private static VersionEntry entry(ResultSet row) throws SQLException {
        JsonNode event = json(row.getString("event"));
        String digest =
                event == null ? row.getString("digest") : event.path("digest").asString();
        return new VersionEntry(
                new ModelName(row.getString("model")),
                new Label(row.getString("label")),
                new Sha256Digest(digest),
                LabelScheme.valueOf(row.getString("scheme")),
                new Sha256Digest(row.getString("weights")),
                row.getLong("bytes"),
                row.getBoolean("latest"),
                row.getString("description"),
                row.getString("change_note"),
                Actor.of(row.getString("creator")),
                actor(row.getString("answerable")),
                Objects.requireNonNull(instant(row, "registered")),
                row.getLong("sequence"),
                EventCodec.json().readValue(row.getString("tags"), TAGS),
                texts(row, "aliases"),
                texts(row, "damaged"),
                texts(row, "stages").stream().map(Stage::of).toList(),
                texts(row, "production").stream().map(TargetName::new).toList(),
                deprecation(row),
                instant(row, "retired"),
                event == null ? null : event.path("manifest"));
    }

    private static @Nullable Deprecation deprecation(ResultSet row) throws SQLException {
        Instant since = instant(row, "since");
        String successor = row.getString("successor");
        return since == null
                ? null
                : new Deprecation(
                        row.getString("reason"),
                        since,
                        instant(row, "until"),
                        successor == null ? null : VersionId.of(successor),
                        row.getString("migration"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static @Nullable JsonNode json(@Nullable String text) {
        return text == null ? null : EventCodec.json().readTree(text);
    }

    private static @Nullable Actor actor(@Nullable String text) {
        return text == null ? null : Actor.of(text);
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }
}
