package dev.cairn.cli.demo;

import dev.cairn.cli.Count;
import dev.cairn.cli.Failure;
import dev.cairn.cli.Pause;
import dev.cairn.cli.Table;
import dev.cairn.cli.audit.KnownLogs;
import dev.cairn.cli.audit.LogPicture;
import dev.cairn.cli.audit.LogPicture.Mark;
import dev.cairn.cli.audit.Proofs;
import dev.cairn.cli.audit.Proven;
import dev.cairn.cli.registry.Pages;
import dev.cairn.cli.registry.VersionsCommand;
import dev.cairn.cli.remote.Api;
import dev.cairn.cli.remote.Query;
import dev.cairn.events.Event;
import dev.cairn.events.EventTypes;
import dev.cairn.events.approval.PromotionEvent.PromotionApproved;
import dev.cairn.events.approval.PromotionEvent.PromotionReviewed;
import dev.cairn.events.audit.LogEvent.CheckpointAnchored;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** What an auditor shows about a promotion: who decided, where that stands in the log, and why it can be believed. */
final class Evidence {

    /** What was logged is searchable some moments later. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** In the order in which a version meets them. */
    private static final List<String> SERVICES = List.of("registry", "approval", "deployment", "lineage", "audit");

    private static final int ANCHORS = 2;

    /** A longer log is not drawn entry by entry, nor fetched for it. */
    private static final int DRAWN = 10_000;

    private final PrintWriter out;
    private final Api audit;
    private final KnownLogs logs;
    private final JsonNode promotion;
    private final String model;

    /**
     * @param promotion of what runs, as approval shows it
     * @param model that it is about
     */
    Evidence(PrintWriter out, Api audit, KnownLogs logs, JsonNode promotion, String model) {
        this.out = out;
        this.audit = audit;
        this.logs = logs;
        this.promotion = promotion;
        this.model = model;
    }

    void show() {
        Proven approval = Proofs.prove(audit, logs, approved());
        decisions(logged(ofModel()).stream().filter(this::isAboutIt).toList(), approval.index());
        if (approval.size() <= DRAWN) {
            log(searchable(approval.size()), approval);
        } else {
            out.println("The log has " + approval.size() + " entries, too many to be drawn one by one.");
        }
        proof(approval);
    }

    private UUID approved() {
        return logged(ofModel()).stream()
                .filter(this::isAboutIt)
                .filter(entry -> is(entry, PromotionApproved.class))
                .map(entry -> UUID.fromString(entry.path("event").asString()))
                .findFirst()
                .orElseThrow(() -> new Failure("The log shows no approval of what runs.", "Look with: cairn status"));
    }

    private boolean isAboutIt(JsonNode entry) {
        return subject(entry).equals("promotion:" + promotion.path("id").asString());
    }

    /** Waits until all that a tree of that size has can be searched. */
    private List<JsonNode> searchable(long size) {
        return Pause.until(
                PATIENCE,
                () -> logged("").stream()
                        .filter(entry -> entry.path("index").asLong() < size)
                        .toList(),
                found -> found.size() >= size,
                found -> new Failure(
                        "The log has " + size + " entries, and only " + found.size() + " can be searched.",
                        "Look at the audit service's health."));
    }

    private String ofModel() {
        return new Query().with("model", model).toString();
    }

    private List<JsonNode> logged(String query) {
        List<JsonNode> logged = new ArrayList<>();
        new Pages(audit, "/api/v1/entries", query).forEach(logged::add);
        logged.removeIf(entry -> !entry.hasNonNull("index"));
        logged.sort(Comparator.comparingLong(entry -> entry.path("index").asLong()));
        return logged;
    }

    private void decisions(List<JsonNode> decided, long approval) {
        Chapter.begin(
                out,
                "Ada, who audits, asks who decided that "
                        + promotion.path("version").asString() + " may run");
        var table = new Table("ENTRY", "WHEN", "WHO", "WHAT", "SIGNED");
        for (JsonNode entry : decided) {
            long index = entry.path("index").asLong();
            table.row(
                    index + (index == approval ? " " + LogPicture.PROVED : ""),
                    Instant.parse(entry.path("time").asString()).truncatedTo(ChronoUnit.SECONDS),
                    VersionsCommand.subject(entry.path("actor").asString()),
                    entry.path("type").asString().replaceFirst("^dev\\.cairn\\.\\w+\\.(\\w+)\\.v\\d+$", "$1"),
                    is(entry, PromotionReviewed.class) ? signature(entry) : "");
        }
        table.print(out);
    }

    private String signature(JsonNode reviewed) {
        return promotion
                .path("reviews")
                .valueStream()
                .filter(review -> review.path("reviewer").equals(reviewed.path("actor")))
                .map(review -> review.path("role").asString() + ", "
                        + review.path("verdict").asString().toLowerCase(Locale.ROOT) + ": "
                        + review.path("meaning").asString())
                .findFirst()
                .orElse("");
    }

    private void log(List<JsonNode> entries, Proven approval) {
        Chapter.begin(out, "Where that stands in the log: a column for each of its " + approval.size() + " entries");
        var picture = new LogPicture(approval.size());
        List<Mark> marks = new ArrayList<>();
        for (String service : SERVICES) {
            entries.stream()
                    .filter(entry -> service(entry).equals(service))
                    .map(entry -> mark(entry, service))
                    .forEach(marks::add);
        }
        marks.add(new Mark(approval.index(), "approval", LogPicture.PROVED));
        picture.entries(marks).forEach(out::println);
        checkpoints(entries, picture, approval.size());
        out.println();
        out.println("  █ an event   ░ a reading or a refusal   ◆ entry " + approval.index()
                + ", the approval of what runs");
        out.println("  ├┤ what a signed root covers");
    }

    private static Mark mark(JsonNode entry, String service) {
        boolean access = entry.path("record").path("topic").asString().endsWith(".access");
        return new Mark(entry.path("index").asLong(), service, access ? '░' : '█');
    }

    /** The newest anchors, which the write-once store has, and the checkpoint that is served now. */
    private void checkpoints(List<JsonNode> entries, LogPicture picture, long size) {
        List<Long> anchored = entries.stream()
                .filter(entry -> is(entry, CheckpointAnchored.class))
                .map(entry -> Long.valueOf(subject(entry).replaceFirst(".*/", "")))
                .toList();
        anchored.stream()
                .skip(Math.max(0, anchored.size() - ANCHORS))
                .forEach(covered -> out.println(picture.checkpoint("anchored, " + covered, covered)));
        out.println(picture.checkpoint("signed now, " + size, size));
    }

    private void proof(Proven approval) {
        Chapter.begin(
                out,
                "Why it can be believed: " + Count.of(approval.path().size(), "hash leads", "hashes lead")
                        + " from the approval to the signed root");
        new LogPicture(approval.size()).way(approval).forEach(out::println);
        out.println();
        out.println("  ▒ the entries that a row's hash stands for   ─ what the rows above gave   ═ all of it");
        out.println("  This machine computed the root, and it is the one that the log signed:");
        out.println("  " + approval.root() + "  " + approval.origin());
    }

    private static String service(JsonNode entry) {
        return entry.path("record").path("source").asString().replaceFirst("^/cairn/", "");
    }

    private static String subject(JsonNode entry) {
        return entry.path("record").path("subject").asString();
    }

    private static boolean is(JsonNode entry, Class<? extends Event> event) {
        return entry.path("type").asString().equals(EventTypes.nameOf(event));
    }
}
