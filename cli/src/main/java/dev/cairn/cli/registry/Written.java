package dev.cairn.cli.registry;

import dev.cairn.cli.Failure;
import dev.cairn.cli.FileTrouble;
import dev.cairn.events.EventCodec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Parts of a manifest as they are written on a command line. */
final class Written {

    private static final Pattern METRIC = Pattern.compile("([^=]+)=([^@]+)@(.+)");
    private static final Pattern DATA_SET = Pattern.compile("([^@]+)@([^=]+)(?:=(.+))?");
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][-+]?\\d+)?");

    private Written() {}

    /** {@code accuracy=0.97@test} */
    static ObjectNode metric(String text) {
        Matcher parts = METRIC.matcher(text);
        if (!parts.matches() || !NUMBER.matcher(parts.group(2)).matches()) {
            throw new Failure(
                    "A metric is written NAME=VALUE@SPLIT; got '" + text + "'.",
                    "For example --metric accuracy=0.97@test");
        }
        return EventCodec.json()
                .createObjectNode()
                .put("name", parts.group(1))
                .put("value", Double.parseDouble(parts.group(2)))
                .put("split", parts.group(3));
    }

    /** {@code transactions@2026-11}, or with the file whose digest is to be recorded {@code transactions@2026-11=day.csv} */
    static ObjectNode dataSet(String text) {
        Matcher parts = DATA_SET.matcher(text);
        if (!parts.matches()) {
            throw new Failure(
                    "A data set is written NAME@VERSION or NAME@VERSION=FILE; got '" + text + "'.",
                    "For example --data transactions@2026-11=transactions.csv");
        }
        ObjectNode set =
                EventCodec.json().createObjectNode().put("name", parts.group(1)).put("version", parts.group(2));
        if (parts.group(3) != null) {
            set.put("digest", digest(Path.of(parts.group(3))));
        }
        return set;
    }

    private static String digest(Path file) {
        try {
            return Registration.digest(file).value();
        } catch (IOException e) {
            throw new Failure(
                    file + " cannot be read: " + FileTrouble.of(file, e), "Name the file that holds the data set.");
        }
    }

    /** {@code fraud/1.2.0} */
    static ObjectNode parent(String text) {
        int slash = text.indexOf('/');
        if (slash < 1) {
            throw new Failure(
                    "A parent is written MODEL/LABEL; got '" + text + "'.", "For example --parent fraud/1.2.0");
        }
        return EventCodec.json()
                .createObjectNode()
                .put("model", text.substring(0, slash))
                .put("version", text.substring(slash + 1));
    }

    /** A number or a truth value where it reads as one, else text. */
    static JsonNode value(String text) {
        boolean literal = text.equals("true")
                || text.equals("false")
                || NUMBER.matcher(text).matches();
        return literal
                ? EventCodec.json().readTree(text)
                : EventCodec.json().getNodeFactory().stringNode(text);
    }
}
