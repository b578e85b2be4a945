package dev.cairn.audit.log;

import dev.cairn.events.audit.LogEvent.Finding;
import dev.cairn.events.audit.LogEvent.TamperingDetected;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The event that tells of findings. It has as many of them, and as much of their words, as fits into an event whatever they
 * quote: who writes to a topic or a table decides what stands there, and must not be able to keep it from being recorded.
 */
public final class TamperingReport {

    private static final int FINDINGS = 100;

    /** Of one sentence or place, in characters. */
    private static final int LENGTH = 500;

    private static final Pattern ILLEGIBLE = Pattern.compile("[\\p{Cc}\\p{Cs}]");

    private TamperingReport() {}

    /**
     * @param verification what found it; names the event's stream
     * @param findings any number of them
     * @param total how many there are
     */
    public static TamperingDetected of(
            String origin, String verification, List<Finding> findings, int total, @Nullable Long lastGoodSize) {
        List<Finding> first =
                findings.stream().limit(FINDINGS).map(TamperingReport::legible).toList();
        return new TamperingDetected(origin, verification, first, total, lastGoodSize);
    }

    /** The finding with each of its texts as one line of limited length that can be written as UTF-8. */
    public static Finding legible(Finding finding) {
        return new Finding(finding.what(), legible(finding.where()), legible(finding.problem()));
    }

    private static String legible(String text) {
        String beginning = text.length() <= LENGTH ? text : text.substring(0, LENGTH) + "…";
        return ILLEGIBLE.matcher(beginning).replaceAll("\uFFFD");
    }
}
