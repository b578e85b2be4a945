package dev.cairn.audit.verification;

import dev.cairn.audit.log.TamperingReport;
import dev.cairn.events.audit.LogEvent.Finding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;

/** What is wrong, gathered by several checks at once. */
final class Findings {

    /** Kept with their words; more are counted. */
    private static final int KEPT = 200;

    private static final Comparator<Finding> BY_PLACE =
            Comparator.comparing(Finding::what).thenComparing(Finding::where).thenComparing(Finding::problem);

    private final List<Finding> kept = new ArrayList<>();
    private int total;
    private long firstEntry = Long.MAX_VALUE;

    synchronized void add(String what, String where, String problem) {
        total++;
        if (kept.size() < KEPT) {
            kept.add(TamperingReport.legible(new Finding(what, where, problem)));
        }
    }

    /** @param entry which entry of the log is concerned */
    synchronized void add(String what, String where, String problem, long entry) {
        add(what, where, problem);
        firstEntry = Math.min(firstEntry, entry);
    }

    /** In an order that does not depend on which check was faster. */
    synchronized List<Finding> kept() {
        return kept.stream().sorted(BY_PLACE).toList();
    }

    synchronized int total() {
        return total;
    }

    /** The first entry that is concerned: everything before it is as it was. Empty when no entry is. */
    synchronized OptionalLong firstEntry() {
        return firstEntry == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(firstEntry);
    }
}
