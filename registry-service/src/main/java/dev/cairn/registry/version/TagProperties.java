package dev.cairn.registry.version;

import dev.cairn.events.types.TagKey;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param governed beginnings of the keys that only governance may set, for example {@code release/} */
@ConfigurationProperties("cairn.registry.tags")
record TagProperties(@DefaultValue("governance/") List<String> governed) {

    boolean governs(TagKey key) {
        return governed.stream().anyMatch(key.value()::startsWith);
    }
}
