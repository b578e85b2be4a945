package dev.cairn.approval.version;

import static dev.cairn.approval.ApprovalRefusal.CANDIDATE_UNKNOWN;

import dev.cairn.approval.version.Candidate.Document;
import dev.cairn.approval.version.Candidate.Kind;
import dev.cairn.approval.version.Candidate.Obstacle;
import dev.cairn.events.EventCodec;
import dev.cairn.events.manifest.Metric;
import dev.cairn.events.types.Actor;
import dev.cairn.events.types.Label;
import dev.cairn.events.types.Sha256Digest;
import dev.cairn.events.types.Stage;
import dev.cairn.events.types.VersionId;
import dev.cairn.events.types.VersionReference;
import dev.cairn.platform.problem.Refused;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;

/** Versions as they were taken in from the registry, with what is known about them here. */
@Component
public final class Candidates {

    private static final String OBSTACLES = """
            (select 'DAMAGE' as kind, coalesce(nullif(path, ''), 'the manifest') || ' is damaged' as words, event
             from violation where model = :model and label = :label order by path limit 1)
            union all
            select 'DEPRECATION', 'deprecated: ' || reason, event from deprecation
            where model = :model and label = :label
            union all
            (select 'RETIREMENT', words, event from
                 (select 'retired' as words, event, 1 as rank from retirement where model = :model and label = :label
                  union all
                  select 'confirmed to retire', event, 2 from retirement_confirmation
                  where model = :model and label = :label) r
             order by rank limit 1)
            """;

    private static final String PROMOTIONS = """
            select distinct on (stage) stage, approval from promotion
            where model = :model and label = :label and digest = :digest and state in ('APPROVED', 'LAPSED')
            order by stage, approved desc
            """;

    /** Of its own name first. */
    private static final String MAKERS = """
            select m.maker from version v cross join lateral (values (creator, 1), (answerable, 2)) m (maker, place)
            where v.digest = :digest and m.maker is not null
            order by (v.model, v.label) <> (:model, :label), v.model, v.label, m.place
            """;

    private static final TypeReference<List<Metric>> METRICS = new TypeReference<>() {};
    private static final TypeReference<List<Document>> DOCUMENTS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final Sight sight;

    Candidates(JdbcClient jdbc, Sight sight) {
        this.jdbc = jdbc;
        this.sight = sight;
    }

    /** The version that has the digest which is named, else the one of that label, whether or not it was taken in. */
    public VersionId named(VersionReference reference) {
        return jdbc.sql("select label from version where model = ? and digest = ?")
                .param(reference.model().value())
                .param(reference.version().value())
                .query(String.class)
                .optional()
                .map(label -> new VersionId(reference.model(), new Label(label)))
                .orElseGet(() -> new VersionId(reference.model(), reference.version()));
    }

    /** @throws Refused when no such version was taken in */
    public Candidate require(VersionId version) {
        return find(version)
                .orElseThrow(
                        () -> new Refused(CANDIDATE_UNKNOWN, "There is no version " + version + " that you may see"));
    }

    /**
     * To decide in its favour.
     *
     * @param stage where it is to get to
     * @throws Refused when no such version was taken in, or what was is not good enough for the stage
     */
    public Candidate require(VersionId version, Stage stage) {
        sight.require(version.model(), stage);
        return require(version);
    }

    public Optional<Candidate> find(VersionId version) {
        return of("select * from version where model = :model and label = :label", version)
                .query((row, number) -> registered(version, row))
                .optional()
                .map(candidate -> candidate.with(
                        makers(version, candidate.digest()),
                        obstacles(version),
                        promotions(version, candidate.digest())));
    }

    private static Candidate registered(VersionId version, ResultSet row) throws SQLException {
        return new Candidate(
                version,
                new Sha256Digest(row.getString("digest")),
                List.of(),
                row.getObject("event", UUID.class),
                EventCodec.json().readValue(row.getString("metrics"), METRICS),
                EventCodec.json().readValue(row.getString("documents"), DOCUMENTS),
                List.of(),
                Map.of());
    }

    /** What speaks against the version whatever a policy says. */
    public List<Obstacle> obstacles(VersionId version) {
        return of(OBSTACLES, version)
                .query((row, number) -> new Obstacle(
                        Kind.valueOf(row.getString("kind")),
                        row.getString("words"),
                        row.getObject("event", UUID.class)))
                .list();
    }

    private List<Actor> makers(VersionId version, Sha256Digest digest) {
        return of(MAKERS, version).param("digest", digest.value()).query(String.class).list().stream()
                .distinct()
                .map(Actor::of)
                .toList();
    }

    private Map<Stage, UUID> promotions(VersionId version, Sha256Digest digest) {
        Map<Stage, UUID> promotions = new EnumMap<>(Stage.class);
        of(PROMOTIONS, version).param("digest", digest.value()).query(row -> {
            promotions.put(Stage.of(row.getString("stage")), row.getObject("approval", UUID.class));
        });
        return promotions;
    }

    private JdbcClient.StatementSpec of(String sql, VersionId version) {
        return jdbc.sql(sql)
                .param("model", version.model().value())
                .param("label", version.label().value());
    }
}
