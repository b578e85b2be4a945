package dev.cairn.cli.audit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * A hash of a proof, and the entries that it stands for.
 *
 * @param from number of the first of them
 * @param to number of the first one behind them
 */
record Sibling(long from, long to, byte[] hash) {

    /**
     * Those of a proof that holds, from the entry's neighbour up to the one below the root: the tree is cut where RFC 6962
     * (2.1) cuts it, at the largest power of two below its size.
     *
     * @param path as many hashes as the tree is high above that entry
     */
    static List<Sibling> of(long index, long size, List<byte[]> path) {
        Deque<long[]> ranges = new ArrayDeque<>();
        long from = 0;
        long to = size;
        while (to - from > 1) {
            long cut = from + Long.highestOneBit(to - from - 1);
            if (index < cut) {
                ranges.push(new long[] {cut, to});
                to = cut;
            } else {
                ranges.push(new long[] {from, cut});
                from = cut;
            }
        }
        Iterator<byte[]> hashes = path.iterator();
        return ranges.stream()
                .map(range -> new Sibling(range[0], range[1], hashes.next()))
                .toList();
    }

    /** Their numbers. */
    String entries() {
        return to - from == 1 ? Long.toString(from) : from + "–" + (to - 1);
    }
}
