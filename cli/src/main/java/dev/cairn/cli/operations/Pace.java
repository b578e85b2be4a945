package dev.cairn.cli.operations;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** How far a run has come, how fast it goes, and how long it will take at that rate. */
final class Pace {

    private Pace() {}

    /**
     * A verification's own sentence, or an operation's counts and what it is at. What is left counts what is expected by now;
     * where one step only shows how much the next one has to do, it grows.
     */
    static String of(JsonNode run, Instant now) {
        if (run.has("progress")) {
            return run.path("progress").asString();
        }
        String message = run.path("message").asString("");
        long done = run.path("done").asLong(0);
        if (!run.hasNonNull("expected")) {
            return done == 0 ? message : number(done) + "; " + message;
        }
        long expected = run.path("expected").asLong();
        String counts = number(done) + " of " + number(expected) + speed(done, expected, since(run, now));
        return message.isEmpty() ? counts : counts + "; " + message;
    }

    private static double since(JsonNode run, Instant now) {
        return Duration.between(Instant.parse(run.path("requestedAt").asString(now.toString())), now)
                        .toMillis()
                / 1_000.0;
    }

    private static String speed(long done, long expected, double seconds) {
        if (done == 0 || seconds < 1) {
            return "";
        }
        double rate = done / seconds;
        long left = Math.round(Math.max(0, expected - done) / rate);
        return ", " + number(Math.round(rate)) + "/s, " + (left < 90 ? left + " s" : (left + 30) / 60 + " min")
                + " left";
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
