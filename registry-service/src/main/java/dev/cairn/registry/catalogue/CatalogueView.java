package dev.cairn.registry.catalogue;

import dev.cairn.events.Event;
import dev.cairn.events.RecordedEvent;
import dev.cairn.events.registry.ModelEvent;
import dev.cairn.events.registry.RegistryEvent;
import dev.cairn.events.registry.VersionEvent;
import dev.cairn.platform.view.Changes;
import dev.cairn.platform.view.Happened;
import dev.cairn.platform.view.View;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;

/** The catalogue, kept by every event of the registry: models by one projection, versions by another. */
final class CatalogueView implements View {

    private final JdbcTemplate jdbc;
    private final ModelProjection models = new ModelProjection();
    private final VersionProjection versions = new VersionProjection();

    CatalogueView(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Set<Class<? extends Event>> families() {
        return Set.of(RegistryEvent.class);
    }

    /** Models do not bear on each other, and a model is the key of all its events. */
    @Override
    public void apply(List<Happened> events) {
        var changes = new Changes(jdbc);
        events.forEach(happened -> apply(
                happened.event(),
                happened.record(),
                changes.of(happened.record().key())));
        changes.make();
    }

    private void apply(Event event, RecordedEvent record, Changes.OfKey changes) {
        if (event instanceof ModelEvent e) {
            models.apply(e, record.headers(), changes);
        } else if (event instanceof VersionEvent e) {
            versions.apply(e, record.headers(), changes);
        }
    }
}
