package dev.cairn.registry.catalogue;

import dev.cairn.events.types.Actor;
import dev.cairn.events.types.LabelScheme;
import dev.cairn.events.types.ModelName;
import dev.cairn.events.types.Sensitivity;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A model as it is listed.
 *
 * @param creator who registered it
 * @param answerable the person answerable for a machine creator
 * @param versions how many it has
 * @param latest the label of the version registered last; absent while there is none
 * @param aliases label by alias; present where one model is shown, absent in lists
 */
public record ModelEntry(
        ModelName name,
        String description,
        LabelScheme scheme,
        Sensitivity sensitivity,
        Actor creator,
        @Nullable Actor answerable,
        Instant created,
        int versions,
        @Nullable String latest,
        long sequence,
        @Nullable Map<String, String> aliases) {

    ModelEntry with(Map<String, String> aliases) {
        return new ModelEntry(
                name,
                description,
                scheme,
                sensitivity,
                creator,
                answerable,
                created,
                versions,
                latest,
                sequence,
                aliases);
    }
}
