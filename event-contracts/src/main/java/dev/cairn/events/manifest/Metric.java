package dev.cairn.events.manifest;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A measurement at registration.
 *
 * @param split the part of the data that it was taken on, for example {@code test}
 * @param better {@code higher} or {@code lower}; absent where it was not said
 */
public record Metric(
        String name,
        BigDecimal value,
        String split,
        @Nullable String better) {}
