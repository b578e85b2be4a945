package dev.cairn.deployment.standing;

import dev.cairn.events.types.Sha256Digest;
import dev.cairn.events.types.Stage;
import dev.cairn.events.types.VersionId;
import dev.cairn.platform.inbox.ParkedKeys;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;

/** Reads what speaks against a version: retirement, revocation, lapse, and events that wait. */
@Component
public final class Standings {

    /** Conditions on a row {@code d} with model and label; {@link #REVOKED} takes its promotion. */
    public static final String RETIRING = """
            (exists (select from retirement_answer a where a.model = d.model and a.label = d.label and a.confirmed)
             or exists (select from retired r where r.model = d.model and r.label = d.label))
            """;

    /**
     * A revocation takes back whatever had approved the content for the stage before it. Approval revokes these promotions one by
     * one, so the row's own may still be on its way.
     */
    public static final String REVOKED = """
            exists (select from promotion o
                    join promotion p on p.model = o.model and p.digest = o.digest and p.stage = o.stage
                    where o.promotion = d.promotion and p.revoked is not null
                      and (p.promotion = o.promotion or p.revoked_at > o.approved))
            """;

    /**
     * The newest promotion of a row {@code v} with model and digest to {@code :stage}, and whether it lapsed. Where this clock is
     * ahead of approval's, it lapses early; where it is behind, approval still says no.
     */
    public static final String NEWEST = """
            select p.promotion, p.lapsed or coalesce(p.until <= clock_timestamp(), false) as lapsed from promotion p
            where p.model = v.model and p.digest = v.digest and p.stage = :stage
            order by p.approved desc limit 1
            """;

    /** Whether events of its model wait. */
    public static final String PARKED = ParkedKeys.parked("'model:' || d.model");

    private static final String OF_ROW = "select d.lapsed, " + RETIRING + " as retiring, " + REVOKED + " as revoked, "
            + PARKED + " as parked from (%s) d";

    private static final String BY_PROMOTION = OF_ROW.formatted("""
            select :model::text as model, :label::text as label, :promotion::uuid as promotion, false as lapsed
            """);

    private static final String BY_THE_NEWEST = OF_ROW.formatted("""
            select v.model, v.label, n.promotion, n.lapsed
            from (select :model::text as model, :label::text as label, :digest::text as digest) v
            left join lateral (%s) n on true
            """.formatted(NEWEST));

    private final JdbcClient jdbc;

    Standings(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * By the promotion by which it runs, or would. In the current transaction; under the model's lock nothing of this service's
     * own can change it meanwhile.
     *
     * @param promotion absent in some denials
     */
    public Standing of(VersionId version, @Nullable UUID promotion) {
        return read(version, BY_PROMOTION, statement -> statement.param("promotion", promotion, Types.OTHER));
    }

    /** By the newest promotion of the content to the stage; where there is none, that does not speak against it here. */
    public Standing of(VersionId version, Sha256Digest digest, Stage stage) {
        return read(
                version,
                BY_THE_NEWEST,
                statement -> statement.param("digest", digest.value()).param("stage", stage.text()));
    }

    private Standing read(VersionId version, String sql, UnaryOperator<StatementSpec> by) {
        return by.apply(jdbc.sql(sql))
                .param("model", version.model().value())
                .param("label", version.label().value())
                .query((row, number) -> standing(version, row))
                .single();
    }

    /** Of a row with all that a standing consists of; where there is no promotion, none lapsed. */
    public static Standing standing(VersionId version, ResultSet row) throws SQLException {
        return new Standing(
                version,
                row.getBoolean("retiring"),
                row.getBoolean("revoked"),
                row.getBoolean("lapsed"),
                row.getBoolean("parked"));
    }
}
