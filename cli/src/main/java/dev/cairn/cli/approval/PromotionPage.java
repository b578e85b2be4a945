package dev.cairn.cli.approval;

import dev.cairn.cli.Count;
import dev.cairn.cli.Form;
import dev.cairn.cli.Table;
import dev.cairn.cli.registry.VersionsCommand;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** A promotion as people read it. */
final class PromotionPage {

    private final JsonNode promotion;

    /** @param promotion as approval answers */
    PromotionPage(JsonNode promotion) {
        this.promotion = promotion;
    }

    /** What became of it, and what it waits for. */
    void printState(PrintWriter out, Form form) {
        form.print(out, promotion, text("id"), this::printState);
    }

    private void printState(PrintWriter out) {
        out.println("Promotion " + text("id") + " of " + text("version") + " to " + text("stage") + " is " + state()
                + outcome());
        for (String missing : missing()) {
            out.println("  missing  " + missing);
        }
    }

    /** With what it is about, its checks and reviews. */
    void print(PrintWriter out) {
        printState(out);
        out.println("  asked    " + VersionsCommand.subject(text("requester")) + ", " + text("requested") + ": "
                + Table.printable(text("reason")));
        JsonNode details = promotion.path("details");
        out.println("  metrics  " + metrics(details.path("candidate")));
        if (details.hasNonNull("current")) {
            JsonNode current = details.path("current");
            out.println("  instead  of " + current.path("version").asString() + ": " + metrics(current));
        }
        for (JsonNode ended : details.path("endedElsewhere")) {
            out.println("  same as  " + ended.path("version").asString() + ": "
                    + Table.printable(ended.path("words").asString()));
        }
        out.println();
        var checks = new Table("CHECK", "", "REQUIRED", "FOUND");
        for (JsonNode check : details.path("gate").path("checks")) {
            checks.row(
                    check.path("name").asString(),
                    check.path("passed").asBoolean() ? "passed" : "failed",
                    check.path("required").asString(),
                    check.path("found").asString());
        }
        checks.print(out);
        if (!promotion.path("reviews").isEmpty()) {
            out.println();
            reviews().print(out);
        }
    }

    private static String metrics(JsonNode version) {
        String metrics = version.path("metrics")
                .valueStream()
                .map(metric -> metric.path("name").asString() + "="
                        + metric.path("value").asString() + "@"
                        + metric.path("split").asString())
                .collect(Collectors.joining(", "));
        return metrics.isEmpty() ? "none" : Table.printable(metrics);
    }

    private Table reviews() {
        var reviews = new Table("SIGNED", "WHO", "AS", "VERDICT", "MEANING", "COMMENT", "CONFIRMED");
        for (JsonNode review : promotion.path("reviews")) {
            reviews.row(
                    review.path("signed").asString(),
                    VersionsCommand.subject(review.path("reviewer").asString()),
                    review.path("role").asString(),
                    review.path("verdict").asString().toLowerCase(Locale.ROOT),
                    review.path("meaning").asString(),
                    review.path("comment").asString(),
                    review.path("confirmed")
                            .valueStream()
                            .map(JsonNode::asString)
                            .collect(Collectors.joining(", ")));
        }
        return reviews;
    }

    /** The approvals that an open promotion still waits for; none for one of a list, which comes without its policy. */
    List<String> missing() {
        List<String> missing = new ArrayList<>();
        if (state().equals("open")) {
            for (JsonNode required : promotion.path("details").path("policy").path("reviews")) {
                String role = required.path("role").asString();
                long count = required.path("count").asLong() - approvals(role);
                if (count > 0) {
                    missing.add(Count.of(count, "approval", "approvals") + " as " + role);
                }
            }
        }
        return missing;
    }

    private long approvals(String role) {
        return promotion
                .path("reviews")
                .valueStream()
                .filter(review -> review.path("role").asString().equals(role)
                        && review.path("verdict").asString().equals("APPROVE"))
                .count();
    }

    String state() {
        return text("state").toLowerCase(Locale.ROOT);
    }

    private String outcome() {
        return promotion.hasNonNull("outcome") ? ": " + Table.printable(text("outcome")) : "";
    }

    private String text(String field) {
        return promotion.path(field).asString("");
    }
}
