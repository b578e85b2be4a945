package dev.cairn.registry.catalogue;

import dev.cairn.events.Event;
import dev.cairn.events.RecordedEvent;
import dev.cairn.events.registry.ModelEvent;
import dev.cairn.events.registry.RegistryEvent;
import dev.cairn.events.registry.VersionEvent;
import dev.cairn.platform.view.Happened;
import dev.cairn.platform.view.View;
import java.util.List;
import java.util.Set;

/** The catalogue, kept by every event of the registry: models by one projection, versions by another. */
final class CatalogueView implements View {

    private final ModelProjection models;
    private final VersionProjection versions;

    CatalogueView(ModelProjection models, VersionProjection versions) {
        this.models = models;
        this.versions = versions;
    }

    @Override
    public Set<Class<? extends Event>> families() {
        return Set.of(RegistryEvent.class);
    }

    @Override
    public void apply(List<Happened> events) {
        events.forEach(happened -> apply(happened.event(), happened.record()));
    }

    private void apply(Event event, RecordedEvent record) {
        if (event instanceof ModelEvent e) {
            models.apply(e, record);
        } else if (event instanceof VersionEvent e) {
            versions.apply(e, record);
        }
    }
}
