package dev.cairn.audit.verification;

import dev.cairn.audit.proof.GrowingTree;
import dev.cairn.audit.verification.KnownCheckpoints.Known;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

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
        List<byte[]> tail = known.tail() == null ? List.of() : known.tail();
        int first = (int) known.size() - tail.size();
        for (int i = 0; i < tail.size(); i++) {
            if (!entries.is(first + i, tail.get(i))) {
                findings.add(
                        known.what(),
                        known.where(),
                        "Entry " + (first + i) + " beside it is not the one that was signed",
                        first + i);
            }
        }
    }

    /** The anchors that agree, in the order of their size. */
    List<Known> anchors() {
        return List.copyOf(anchors);
    }
}
