package dev.cairn.approval.board;

import static dev.cairn.approval.ApprovalRefusal.PROMOTION_UNKNOWN;

import dev.cairn.approval.board.PromotionEntry.Reviewed;
import dev.cairn.approval.promotion.Phase;
import dev.cairn.events.approval.PromotionEvent.Verdict;
import dev.cairn.events.manifest.ArtifactRole;
import dev.cairn.events.types.Actor;
import dev.cairn.events.types.Sha256Digest;
import dev.cairn.events.types.Stage;
import dev.cairn.events.types.VersionId;
import dev.cairn.platform.identity.Caller;
import dev.cairn.platform.paging.Page;
import dev.cairn.platform.problem.Refused;
import dev.cairn.visibility.Visibility;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Promotions of models that the caller may see. */
@Component
public final class Promotions {

    private static final String LIST =
            "select p.* from promotion p join model m on m.name = p.model where " + Visibility.VISIBLE + """
             and (:model::text is null or p.model = :model)
             and (:label::text is null or p.label = :label)
             and (:stage::text is null or p.stage = :stage)
             and (:state::text is null or p.state = :state)
             and (p.requested, p.promotion) < (:before, :than)
            order by p.requested desc, p.promotion desc limit :most
            """;

    private static final UUID LAST = new UUID(-1, -1);
    private static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

    private final JdbcClient jdbc;

    Promotions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What a list is narrowed to; absent parts narrow nothing. */
    record Wanted(
            @Nullable String model,
            @Nullable VersionId version,
            @Nullable Stage stage,
            @Nullable Phase state) {}

    /**
     * Where a list goes on.
     *
     * @param requested of the last one shown
     * @param promotion the last one shown
     */
    record After(Instant requested, UUID promotion) {
        static final After NOTHING = new After(NEVER, LAST);
    }

    /** @throws Refused when there is no such promotion for this caller */
    PromotionEntry require(Caller caller, UUID promotion) {
        return Visibility.seenBy(
                        caller,
                        jdbc.sql(
                                "select p.* from promotion p join model m on m.name = p.model where p.promotion = :id and "
                                        + Visibility.VISIBLE))
                .param("id", promotion)
                .query((row, number) -> entry(row))
                .optional()
                .map(entry -> reviewed(List.of(entry)).get(0))
                .orElseThrow(() ->
                        new Refused(PROMOTION_UNKNOWN, "There is no promotion " + promotion + " that you may see"));
    }

    /** Up to one more than a page, the newest first. */
    List<PromotionEntry> list(Caller caller, Wanted wanted, After after) {
        VersionId version = wanted.version();
        return reviewed(Visibility.seenBy(caller, jdbc.sql(LIST))
                .param(
                        "model",
                        version == null ? wanted.model() : version.model().value())
                .param("label", version == null ? null : version.label().value())
                .param("stage", wanted.stage() == null ? null : wanted.stage().text())
                .param("state", wanted.state() == null ? null : wanted.state().name())
                .param("before", after.requested().atOffset(ZoneOffset.UTC))
                .param("than", after.promotion())
                .param("most", Page.SIZE + 1)
                .query((row, number) -> entry(row))
                .list());
    }

    /** The open request to bring the version to the stage. */
    Optional<UUID> open(VersionId version, Stage stage) {
        return jdbc.sql("select promotion from promotion where model = ? and label = ? and stage = ? and state = 'OPEN'"
                        + " and expires > clock_timestamp()")
                .param(version.model().value())
                .param(version.label().value())
                .param(stage.text())
                .query(UUID.class)
                .optional();
    }

    /** Promotions of other versions whose place at the stage is not taken by another yet. */
    List<UUID> displacedBy(PromotionEntry promotion) {
        return jdbc.sql("""
                        select promotion from promotion
                        where model = ? and stage = ? and label <> ? and state in ('APPROVED', 'LAPSED')
                          and displaced_by is null
                        order by approved
                        """)
                .param(promotion.version().model().value())
                .param(promotion.stage().text())
                .param(promotion.version().label().value())
                .query(UUID.class)
                .list();
    }

    /** What allows the promotion's version at its stage: it may have been approved there more than once. */
    List<UUID> standing(PromotionEntry promotion) {
        return jdbc.sql("""
                        select promotion from promotion
                        where model = ? and label = ? and stage = ? and state in ('APPROVED', 'LAPSED')
                        order by approved
                        """)
                .param(promotion.version().model().value())
                .param(promotion.version().label().value())
                .param(promotion.stage().text())
                .query(UUID.class)
                .list();
    }

    /** The version that was promoted last to the promotion's stage, other than its own. */
    Optional<VersionId> current(PromotionEntry promotion) {
        return jdbc.sql("""
                        select model || '/' || label from promotion
                        where model = ? and stage = ? and label <> ? and state in ('APPROVED', 'LAPSED')
                        order by approved desc limit 1
                        """)
                .param(promotion.version().model().value())
                .param(promotion.stage().text())
                .param(promotion.version().label().value())
                .query(String.class)
                .optional()
                .map(VersionId::of);
    }

    /** The newest promotion that was approved for exactly this content and stage, whatever became of its approval. */
    public Optional<UUID> newestApproved(VersionId version, Sha256Digest digest, Stage stage) {
        return jdbc.sql("""
                        select promotion from promotion
                        where model = ? and label = ? and digest = ? and stage = ? and approved is not null
                        order by approved desc limit 1
                        """)
                .param(version.model().value())
                .param(version.label().value())
                .param(digest.value())
                .param(stage.text())
                .query(UUID.class)
                .optional();
    }

    /** Without its reviews. */
    private static PromotionEntry entry(ResultSet row) throws SQLException {
        String answerable = row.getString("answerable");
        OffsetDateTime until = row.getObject("until", OffsetDateTime.class);
        return new PromotionEntry(
                row.getObject("promotion", UUID.class),
                VersionId.of(row.getString("model") + "/" + row.getString("label")),
                new Sha256Digest(row.getString("digest")),
                Stage.of(row.getString("stage")),
                row.getInt("policy_version"),
                Actor.of(row.getString("requester")),
                answerable == null ? null : Actor.of(answerable),
                texts(row, "barred").map(Actor::of).toList(),
                row.getString("reason"),
                time(row, "requested"),
                time(row, "expires"),
                Phase.valueOf(row.getString("state")),
                time(row, "since"),
                row.getString("outcome"),
                until == null ? null : until.toInstant(),
                row.getObject("displaced_by", UUID.class),
                List.of(),
                null);
    }

    /** Asked after the promotions were read: a query within the reading of another takes a second connection. */
    private List<PromotionEntry> reviewed(List<PromotionEntry> entries) {
        Map<UUID, List<Reviewed>> reviews = new HashMap<>();
        jdbc.sql("select * from review where promotion = any (?) order by signed")
                .param(entries.stream().map(PromotionEntry::id).toArray(UUID[]::new))
                .query(row -> {
                    reviews.computeIfAbsent(row.getObject("promotion", UUID.class), promotion -> new ArrayList<>())
                            .add(review(row));
                });
        return entries.stream()
                .map(entry -> entry.with(reviews.getOrDefault(entry.id(), List.of())))
                .toList();
    }

    private static Reviewed review(ResultSet row) throws SQLException {
        return new Reviewed(
                Actor.of(row.getString("reviewer")),
                row.getString("role"),
                Verdict.valueOf(row.getString("verdict")),
                row.getString("meaning"),
                row.getString("comment"),
                texts(row, "confirmed").map(ArtifactRole::valueOf).toList(),
                time(row, "signed"));
    }

    private static Stream<String> texts(ResultSet row, String column) throws SQLException {
        return Stream.of((String[]) row.getArray(column).getArray());
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
