package dev.cairn.deployment.standing;

import dev.cairn.events.types.VersionId;
import dev.cairn.platform.inbox.ParkedKeys;
import java.sql.Types;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads what speaks against a version: retirement, revocation, and events that wait. */
@Component
public final class Standings {

    /** Conditions on a row {@code d} with model and label; {@link #REVOKED} takes its promotion. */
    public static final String RETIRING = """
            (exists (select from retirement_answer a where a.model = d.model and a.label = d.label and a.confirmed)
             or exists (select from retired r where r.model = d.model and r.label = d.label))
            """;

    public static final String REVOKED =
            "exists (select from promotion p where p.promotion = d.promotion and p.revoked is not null)";

    private static final String SQL = "select " + RETIRING + " as retiring, " + REVOKED
            + " as revoked from (select :model::text as model, :label::text as label, :promotion::uuid as promotion) d";

    private final JdbcClient jdbc;
    private final ParkedKeys parked;

    Standings(JdbcClient jdbc, ParkedKeys parked) {
        this.jdbc = jdbc;
        this.parked = parked;
    }

    /**
     * In the current transaction; under the model's lock nothing of this service's own can change it meanwhile.
     *
     * @param promotion by which the version would run; absent where that is not known yet
     */
    public Standing of(VersionId version, @Nullable UUID promotion) {
        boolean waiting = parked.isParked("model:" + version.model());
        return jdbc.sql(SQL)
                .param("model", version.model().value())
                .param("label", version.label().value())
                .param("promotion", promotion, Types.OTHER)
                .query((row, number) ->
                        new Standing(version, row.getBoolean("retiring"), row.getBoolean("revoked"), waiting))
                .single();
    }
}
