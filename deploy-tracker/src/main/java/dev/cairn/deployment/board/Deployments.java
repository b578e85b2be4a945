package dev.cairn.deployment.board;

import static dev.cairn.deployment.TrackerRefusal.DEPLOYMENT_UNKNOWN;
import static dev.cairn.deployment.board.EntryRows.SELECT;

import dev.cairn.deployment.board.DeploymentEntry.State;
import dev.cairn.events.types.ModelName;
import dev.cairn.events.types.TargetName;
import dev.cairn.platform.identity.Caller;
import dev.cairn.platform.paging.Page;
import dev.cairn.platform.problem.Refused;
import dev.cairn.visibility.Visibility;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Deployments of the models that a caller may see. */
@Component
public final class Deployments {

    private final JdbcClient jdbc;

    Deployments(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Which deployments a list shows; what is absent does not matter. */
    public record Filter(
            @Nullable ModelName model,
            @Nullable TargetName target,
            @Nullable State state) {}

    /** @throws Refused when there is no such deployment for this caller */
    public DeploymentEntry require(Caller caller, UUID id) {
        return Visibility.seenBy(caller, jdbc.sql(SELECT + "where d.id = :id and " + Visibility.VISIBLE))
                .param("id", id)
                .query((row, number) -> EntryRows.entry(row))
                .optional()
                .orElseThrow(
                        () -> new Refused(DEPLOYMENT_UNKNOWN, "There is no deployment " + id + " that you may see"));
    }

    /** Whoever may see it; for the service itself. */
    public Optional<DeploymentEntry> find(UUID id) {
        return jdbc.sql(SELECT + "where d.id = ?")
                .param(id)
                .query((row, number) -> EntryRows.entry(row))
                .optional();
    }

    /** Up to one more than a page, the newest first, behind the given place in that order. */
    public List<DeploymentEntry> list(Caller caller, Filter filter, Instant before, UUID id) {
        return Visibility.seenBy(caller, jdbc.sql(SELECT + """
                        where (d.opened, d.id) < (:before, :id)
                          and (:model::text is null or d.model = :model)
                          and (:target::text is null or d.target = :target)
                          and (:state::text is null or d.state = :state)
                          and %s
                        order by d.opened desc, d.id desc limit %d
                        """.formatted(Visibility.VISIBLE, Page.SIZE + 1)))
                .param("before", before.atOffset(ZoneOffset.UTC))
                .param("id", id)
                .param("model", text(filter.model()), Types.VARCHAR)
                .param("target", text(filter.target()), Types.VARCHAR)
                .param("state", text(filter.state()), Types.VARCHAR)
                .query((row, number) -> EntryRows.entry(row))
                .list();
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
