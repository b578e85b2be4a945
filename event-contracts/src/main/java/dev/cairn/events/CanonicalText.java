package dev.cairn.events;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.erdtman.jcs.NumberToJSON;
import tools.jackson.databind.JsonNode;

/** Writes a document that has no {@link Losses} as RFC 8785, section 3.2, demands. */
final class CanonicalText {

    private final StringBuilder text = new StringBuilder(1024);

    String write(JsonNode document) {
        value(document);
        return text.toString();
    }

    /** What is the same in canonical form, such as a bracket or a small integer. */
    void verbatim(String canonical) {
        text.append(canonical);
    }

    @Override
    public String toString() {
        return text.toString();
    }

    private void value(JsonNode node) {
        if (node.isObject()) {
            object(node);
        } else if (node.isArray()) {
            array(node);
        } else if (node.isString()) {
            string(node.stringValue());
        } else if (node.isNumber()) {
            text.append(number(
                    node.isDouble() ? node.doubleValue() : node.decimalValue().doubleValue()));
        } else {
            text.append(node.isNull() ? "null" : node.booleanValue());
        }
    }

    /** Names in the order of their UTF-16 code units, which is how Java compares text. */
    private void object(JsonNode object) {
        char separator = '{';
        for (String name : object.propertyNames().stream().sorted().toList()) {
            text.append(separator);
            string(name);
            text.append(':');
            value(object.get(name));
            separator = ',';
        }
        text.append(object.isEmpty() ? "{}" : "}");
    }

    private void array(JsonNode array) {
        char separator = '[';
        for (JsonNode element : array) {
            text.append(separator);
            value(element);
            separator = ',';
        }
        text.append(array.isEmpty() ? "[]" : "]");
    }

    /** A name or text between quotes. */
    void string(String string) {
        text.append('"');
        int plain = 0;
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            if (c < ' ' || c == '"' || c == '\\') {
                text.append(string, plain, i);
                escaped(c);
                plain = i + 1;
            }
        }
        text.append(string, plain, string.length()).append('"');
    }

    private void escaped(char c) {
        switch (c) {
            case '"', '\\' -> text.append('\\').append(c);
            case '\b' -> text.append("\\b");
            case '\t' -> text.append("\\t");
            case '\n' -> text.append("\\n");
            case '\f' -> text.append("\\f");
            case '\r' -> text.append("\\r");
            default -> text.append("\\u00").append(c < 0x10 ? '0' : '1').append(Character.forDigit(c & 0xf, 16));
        }
    }

    /** A number as ECMAScript writes it: the shortest digits that lead back to the same double. */
    static String number(double number) {
        try {
            return NumberToJSON.serializeNumber(number);
        } catch (IOException e) {
            throw new UncheckedIOException("JSON has no number " + number, e);
        }
    }
}
