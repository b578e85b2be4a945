package dev.cairn.audit.verification;

import dev.cairn.audit.log.TamperingReport;
import dev.cairn.events.audit.LogEvent.Finding;
import dev.cairn.events.types.Sha256Digest;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Queue;

/** What is wrong, gathered by several checks at once; nothing here depends on which of them was faster. */
final class Findings {

    /** Kept with their words; more are counted. */
    private static final int KEPT = 200;

    private static final Comparator<Finding> BY_PLACE =
            Comparator.comparing(Finding::what).thenComparing(Finding::where).thenComparing(Finding::problem);

    /** The first by place, the last of them at its head. */
    private final Queue<Finding> kept = new PriorityQueue<>(BY_PLACE.reversed());

    private int total;

    /** Of the hashes of all findings; a sum, since two of the same must not cancel each other out. */
    private BigInteger sum = BigInteger.ZERO;

    private long firstEntry = Long.MAX_VALUE;

    /**
     * What a verification has found.
     *
     * @param first those that are kept with their words, by place
     * @param total how many there are
     * @param digest the same for the same findings, and for no others
     */
    record Found(List<Finding> first, int total, String digest) {}

    synchronized void add(String what, String where, String problem) {
        var finding = new Finding(what, where, problem);
        total++;
        sum = sum.add(new BigInteger(1, hash(finding)));
        kept.add(TamperingReport.legible(finding));
        if (kept.size() > KEPT) {
            kept.remove();
        }
    }

    private static byte[] hash(Finding finding) {
        return Sha256Digest.hasher().digest(finding.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** @param entry which entry of the log is concerned */
    synchronized void add(String what, String where, String problem, long entry) {
        add(what, where, problem);
        firstEntry = Math.min(firstEntry, entry);
    }

    synchronized Found found() {
        List<Finding> first = kept.stream().sorted(BY_PLACE).toList();
        return new Found(first, total, sum.toString(Character.MAX_RADIX));
    }

    /** The first entry that is concerned: everything before it is as it was. Empty when no entry is. */
    synchronized OptionalLong firstEntry() {
        return firstEntry == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(firstEntry);
    }
}
