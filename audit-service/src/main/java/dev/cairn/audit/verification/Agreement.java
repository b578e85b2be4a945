package dev.cairn.audit.verification;

import dev.cairn.audit.proof.GrowingTree;
import dev.cairn.audit.verification.KnownCheckpoints.Known;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;

/** Holds each checkpoint against the tree when that has grown to its size. */
final class Agreement {

    private final Deque<Known> ahead;
    private final GrowingTree tree;
    private final LogEntries entries;
    private final Findings findings;
    private final List<Known> anchors = new ArrayList<>();
    private long lastAgreed;

    /** @param checkpoints in the order of their size */
    Agreement(List<Known> checkpoints, GrowingTree tree, LogEntries entries, Findings findings) {
        this.ahead = new ArrayDeque<>(checkpoints);
        this.tree = tree;
        this.entries = entries;
        this.findings = findings;
    }

    /** To be called for each size of the tree, from 0. */
    void look() {
        for (Known next = ahead.peek(); next != null && next.size() == tree.size(); next = ahead.peek()) {
            compare(ahead.remove());
        }
    }

    private void compare(Known known) {
        if (!Arrays.equals(tree.root(), known.checkpoint().root())) {
            findings.add(
                    known.what(),
                    known.where(),
                    "The " + known.size() + " entries that it covers give another root: history was rewritten, or this"
                            + " checkpoint is forged",
                    lastAgreed);
            return;
        }
        lastAgreed = known.size();
        compareTail(known);
        if (known.isAnchor()) {
            anchors.add(known);
        }
    }

    private void compareTail(Known known) {
        if (known.tail() == null) {
            return;
        }
        int end = (int) known.size();
        int first = end - known.tailSize();
        List<byte[]> signed =
                IntStream.range(first, end).mapToObj(entries::hash).toList();
        if (!known.tail().equals(KnownCheckpoints.digest(signed))) {
            findings.add(
                    known.what(),
                    known.where(),
                    "The entries from " + first + " on beside it are not those that were signed",
                    first);
        }
    }

    /** The anchors that agree, in the order of their size. */
    List<Known> anchors() {
        return List.copyOf(anchors);
    }
}
