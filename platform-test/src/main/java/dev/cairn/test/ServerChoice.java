package dev.cairn.test;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which servers the tests of this JVM share.
 *
 * @param why in words that follow "because"
 */
record ServerChoice(Place place, boolean asked, String why) {

    /** Names the place; without it, the servers are in containers where they can be had, and embedded where not. */
    static final String PROPERTY = "cairn.test.servers";

    private static final Logger log = LoggerFactory.getLogger(ServerChoice.class);

    enum Place {
        CONTAINERS,
        EMBEDDED;

        private static Place named(String text) {
            for (Place place : values()) {
                if (place.toString().equals(text)) {
                    return place;
                }
            }
            throw new IllegalArgumentException("-D" + PROPERTY + " is 'containers' or 'embedded', not '" + text + "'");
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Why containers cannot be had; empty where they can. */
    interface Lack {
        /** @param afresh whether to try again what failed a short time ago */
        Optional<String> of(boolean afresh);
    }

    /** @param wanted what the property says */
    static ServerChoice make(@Nullable String wanted, Lack lack) {
        if (wanted == null || wanted.isBlank()) {
            return lack.of(false)
                    .map(reason -> new ServerChoice(Place.EMBEDDED, false, reason))
                    .orElseGet(() -> new ServerChoice(Place.CONTAINERS, false, "Docker runs here"));
        }
        Place place = Place.named(wanted.strip());
        if (place == Place.CONTAINERS) {
            lack.of(true).ifPresent(reason -> {
                throw new IllegalStateException("-D" + PROPERTY + "=containers, but they cannot be had: " + reason);
            });
        }
        return new ServerChoice(place, true, "-D" + PROPERTY + " says so");
    }

    /** A server from there. A container that nobody asked for and that does not start gives way to an embedded server. */
    <T> T server(Supplier<? extends T> container, Supplier<? extends T> embedded) {
        if (place == Place.EMBEDDED) {
            return embedded.get();
        }
        try {
            return container.get();
        } catch (RuntimeException e) {
            if (asked) {
                throw e;
            }
            log.warn("A container did not start, and an embedded server takes its place: {}", e.getMessage());
            return embedded.get();
        }
    }

    @Override
    public String toString() {
        return "Tests share "
                + (place == Place.CONTAINERS ? "PostgreSQL and Kafka in containers" : "embedded PostgreSQL and Kafka")
                + ", because " + why;
    }
}
