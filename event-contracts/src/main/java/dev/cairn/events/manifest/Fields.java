package dev.cairn.events.manifest;

import dev.cairn.events.JsonPlace;
import dev.cairn.events.types.Prose;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The fields of one object in a document; what is wrong with them is noted, and reading goes on. */
final class Fields {

    /** Longest name, of whatever. */
    static final int NAME = 256;

    private static final int ADDRESS = 2048;

    /** The largest file: 64 TiB, so that the sum over all artifacts stays far below what a long holds. */
    private static final long MAX_SIZE = 1L << 46;

    private final ObjectNode object;
    private final JsonPlace place;
    private final List<Fault> faults;

    Fields(ObjectNode object, JsonPlace place, List<Fault> faults) {
        this.object = object;
        this.place = place;
        this.faults = faults;
    }

    /** Notes every field whose name is not one of {@code known}. */
    Fields only(Set<String> known) {
        object.propertyNames().stream()
                .filter(name -> !known.contains(name))
                .forEach(name ->
                        fault(name, "there is no such field; what has no place of its own belongs into /extensions"));
        return this;
    }

    void fault(String field, String message) {
        fault(place(field), message);
    }

    private void fault(JsonPlace where, String message) {
        faults.add(new Fault(where.toString(), message));
    }

    private JsonPlace place(String field) {
        return field.isEmpty() ? place : place.field(field);
    }

    /** A name or other short text on one line. */
    Optional<String> word(String field, boolean required, int longest) {
        return text(field, required, 1, longest).filter(text -> holds(field, PlainName.fault(text)));
    }

    /** A text that may have several lines, or none. */
    @Nullable
    String prose(String field, int longest) {
        return text(field, false, 0, longest)
                .filter(text -> holds(field, Prose.fault(text)))
                .orElse(null);
    }

    private boolean holds(String field, Optional<String> broken) {
        broken.ifPresent(rule -> fault(field, "must " + rule));
        return broken.isEmpty();
    }

    private Optional<String> text(String field, boolean required, int shortest, int longest) {
        JsonNode value = object.get(field);
        if (value == null) {
            missing(field, required);
            return Optional.empty();
        }
        if (!value.isString()) {
            fault(field, "must be text");
            return Optional.empty();
        }
        String text = value.stringValue();
        if (text.length() > longest || text.strip().length() < shortest) {
            fault(field, "must have " + shortest + " to " + longest + " characters");
            return Optional.empty();
        }
        return Optional.of(text);
    }

    /** An absolute URI, in ASCII. */
    Optional<String> address(String field, boolean required) {
        return word(field, required, ADDRESS).filter(text -> {
            boolean absolute = absolute(text);
            if (!absolute) {
                fault(field, "must be an absolute URI in ASCII, such as https://… or ssh://git@…");
            }
            return absolute;
        });
    }

    private static boolean absolute(String text) {
        try {
            URI uri = new URI(text);
            return uri.isAbsolute() && uri.toASCIIString().equals(text);
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private void missing(String field, boolean required) {
        if (required) {
            fault(field, "is missing");
        }
    }

    /** A value type made from text; its own words say what is wrong. */
    <T> Optional<T> value(String field, boolean required, Function<String, T> type) {
        return word(field, required, 1024).flatMap(text -> {
            try {
                return Optional.of(type.apply(text));
            } catch (IllegalArgumentException e) {
                fault(field, e.getMessage());
                return Optional.empty();
            }
        });
    }

    Optional<String> oneOf(String field, boolean required, Set<String> choices) {
        return word(field, required, 64).filter(text -> {
            boolean known = choices.contains(text);
            if (!known) {
                fault(
                        field,
                        "must be one of "
                                + String.join(", ", choices.stream().sorted().toList()));
            }
            return known;
        });
    }

    boolean flag(String field) {
        JsonNode value = object.get(field);
        if (value != null && !value.isBoolean()) {
            fault(field, "must be true or false");
        }
        return value != null && value.asBoolean(false);
    }

    Optional<Long> size(String field) {
        JsonNode value = object.get(field);
        if (value == null || !value.isNumber() || !between0AndMaxSize(value.decimalValue())) {
            fault(field, "must be a number of bytes from 0 to " + MAX_SIZE);
            return Optional.empty();
        }
        return Optional.of(value.decimalValue().longValueExact());
    }

    private static boolean between0AndMaxSize(BigDecimal size) {
        return size.signum() >= 0
                && size.compareTo(BigDecimal.valueOf(MAX_SIZE)) <= 0
                && size.stripTrailingZeros().scale() <= 0;
    }

    Optional<BigDecimal> number(String field) {
        JsonNode value = object.get(field);
        if (value == null || !value.isNumber()) {
            fault(field, "must be a number");
            return Optional.empty();
        }
        return Optional.of(value.decimalValue());
    }

    /** An object, or nothing; {@code null} counts as a fault. */
    Optional<Fields> object(String field) {
        JsonNode value = object.get(field);
        if (value == null) {
            return Optional.empty();
        }
        if (!(value instanceof ObjectNode node)) {
            fault(field, "must be an object");
            return Optional.empty();
        }
        return Optional.of(new Fields(node, place(field), faults));
    }

    /** The objects of a list; an absent list is empty. */
    List<Fields> list(String field, boolean required, int longest) {
        JsonNode value = object.get(field);
        if (value == null) {
            missing(field, required);
            return List.of();
        }
        if (!value.isArray() || value.size() > longest || (required && value.isEmpty())) {
            fault(field, "must be a list of " + (required ? "1 to " : "at most ") + longest + " objects");
            return List.of();
        }
        List<Fields> entries = new ArrayList<>();
        for (int i = 0; i < value.size(); i++) {
            JsonPlace entry = place(field).element(i);
            if (value.get(i) instanceof ObjectNode node) {
                entries.add(new Fields(node, entry, faults));
            } else {
                fault(entry, "must be an object");
            }
        }
        return entries;
    }

    ObjectNode node() {
        return object;
    }
}
