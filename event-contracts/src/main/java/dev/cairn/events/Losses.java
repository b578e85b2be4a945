package dev.cairn.events;

import dev.cairn.events.CanonicalJson.Loss;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Finds what RFC 8785 cannot carry: it knows only numbers of IEEE 754 double precision and well-formed text. Nesting is
 * bounded too, because readers recurse.
 */
final class Losses {

    /** Whoever sends a document with more has to begin anew anyway. */
    private static final int MOST = 100;

    private final List<Loss> found = new ArrayList<>();

    /** The first hundred. */
    List<Loss> in(JsonNode document) {
        check(document, JsonPlace.DOCUMENT, 1);
        return found;
    }

    private void check(JsonNode node, JsonPlace place, int depth) {
        if (found.size() >= MOST) {
            return;
        }
        if (node.isNumber()) {
            checkNumber(node, place);
        } else if (node.isString()) {
            if (!wellFormed(node.stringValue())) {
                lost(place, "has half a character (a lone surrogate), which no reader could keep");
            }
        } else if (node.isContainer()) {
            if (depth > EventCodec.MAX_DEPTH) {
                lost(place, "is nested deeper than " + EventCodec.MAX_DEPTH + " levels");
            } else {
                checkContent(node, place, depth + 1);
            }
        } else if (!node.isBoolean() && !node.isNull()) {
            lost(place, "is " + node.getNodeType() + ", which JSON has not");
        }
    }

    private void checkContent(JsonNode container, JsonPlace place, int depth) {
        for (int i = 0; container.isArray() && i < container.size(); i++) {
            check(container.get(i), place.element(i), depth);
        }
        container.forEachEntry((name, value) -> {
            if (!wellFormed(name)) {
                lost(place, "has a field whose name has half a character (a lone surrogate)");
            }
            check(value, place.field(name), depth);
        });
    }

    private void checkNumber(JsonNode number, JsonPlace place) {
        if (number.isDouble()) {
            if (!Double.isFinite(number.doubleValue())) {
                lost(place, "is no finite number");
            }
        } else if (!kept(number.decimalValue())) {
            lost(place, "has more digits than canonical JSON keeps (17, integers up to 2^53); write it as text");
        }
    }

    /** Integers to the last digit; of fractions the 17 digits that tell all doubles apart. */
    private static boolean kept(BigDecimal number) {
        double kept = number.doubleValue();
        BigDecimal digits = number.stripTrailingZeros();
        if (!Double.isFinite(kept)) {
            return false;
        }
        return digits.scale() <= 0
                ? new BigDecimal(CanonicalText.number(kept)).compareTo(number) == 0
                : digits.precision() <= 17 && kept != 0;
    }

    private void lost(JsonPlace place, String message) {
        found.add(new Loss(place.toString(), message));
    }

    /** Whether all its surrogates come in pairs. */
    static boolean wellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isHighSurrogate(text.charAt(i))
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}
