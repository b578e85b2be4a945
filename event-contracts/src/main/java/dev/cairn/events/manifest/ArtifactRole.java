package dev.cairn.events.manifest;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What an artifact is for. Written in kebab case, for example {@code model-card}. */
public enum ArtifactRole {
    WEIGHTS,
    CONFIGURATION,
    ARCHITECTURE,
    /** The environment's packages with their versions, such as a lock file. */
    ENVIRONMENT,
    PREPROCESSING,
    TOKENIZER,
    ENCODER,
    MODEL_CARD,
    CODE,
    DATA_SAMPLE,
    OTHER;

    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public String toString() {
        return text();
    }

    static List<String> texts() {
        return Stream.of(values()).map(ArtifactRole::text).toList();
    }

    static Optional<ArtifactRole> of(String text) {
        return Stream.of(values()).filter(role -> role.text().equals(text)).findFirst();
    }
}
