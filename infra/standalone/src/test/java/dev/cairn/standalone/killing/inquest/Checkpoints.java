package dev.cairn.standalone.killing.inquest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.audit.proof.Checkpoint;
import dev.cairn.audit.proof.EntryBundle;
import dev.cairn.audit.proof.SignedNote;
import dev.cairn.audit.proof.VerifierKey;
import dev.cairn.events.types.Sha256Digest;
import dev.cairn.standalone.killing.load.Caller;
import dev.cairn.standalone.killing.load.Http;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** Keeps every checkpoint that the log shows, and holds the log to them. */
public final class Checkpoints implements Runnable {

    private final Http audit;
    private final boolean onlyInstance;
    private final List<String> notes = new ArrayList<>();
    private volatile boolean stopped;

    /** @param onlyInstance else one may show what another showed a second ago */
    public Checkpoints(Http audit, boolean onlyInstance) {
        this.audit = audit;
        this.onlyInstance = onlyInstance;
    }

    @Override
    public void run() {
        while (!stopped) {
            look();
            Caller.pause();
        }
    }

    public void stop() {
        stopped = true;
    }

    private synchronized void look() {
        try {
            Http.Answer answer = audit.get("/log/checkpoint");
            String note = new String(answer.body(), StandardCharsets.UTF_8);
            if (answer.status() == 200
                    && (notes.isEmpty() || !notes.get(notes.size() - 1).equals(note))) {
                notes.add(note);
            }
        } catch (IOException e) {
            // Killed at this moment; whatever it shows next is compared with what it showed before
            return;
        }
    }

    /** Each is signed, none of one instance is smaller than one before, and each is the root of what the public tiles hold now. */
    public synchronized int requireOneHistory() throws IOException {
        look();
        VerifierKey key = VerifierKey.parse(new String(audit.get("/log/vkey").body(), StandardCharsets.UTF_8).strip());
        TreeMap<Long, byte[]> roots = new TreeMap<>();
        long last = 0;
        for (String note : notes) {
            SignedNote signed = SignedNote.parse(note);
            assertThat(signed.signedBy(List.of(key))).as(note).isPresent();
            Checkpoint checkpoint = Checkpoint.parse(signed.text());
            assertThat(!onlyInstance || checkpoint.size() >= last)
                    .as("a checkpoint of %s after one of %s", checkpoint.size(), last)
                    .isTrue();
            byte[] before = roots.put(checkpoint.size(), checkpoint.root());
            assertThat(before == null || Arrays.equals(before, checkpoint.root()))
                    .as("one root at size %s", checkpoint.size())
                    .isTrue();
            last = Math.max(last, checkpoint.size());
        }
        requireRoots(roots, entries(last));
        return notes.size();
    }

    private List<byte[]> entries(long size) throws IOException {
        List<byte[]> entries = new ArrayList<>();
        for (long bundle = 0; bundle * 256 < size; bundle++) {
            long width = Math.min(256, size - bundle * 256);
            String path = "/log/tile/entries/" + number(bundle) + (width < 256 ? ".p/" + width : "");
            Http.Answer answer = audit.get(path);
            assertThat(answer.status()).as("%s", answer).isEqualTo(200);
            entries.addAll(EntryBundle.read(answer.body()));
        }
        Set<String> different = new HashSet<>();
        entries.forEach(entry -> assertThat(different.add(Arrays.toString(entry)))
                .as("each event is in the log once")
                .isTrue());
        return entries;
    }

    /** As tlog-tiles writes it: groups of three digits, all but the last with an x. */
    private static String number(long number) {
        String text = "%03d".formatted(number % 1000);
        for (long rest = number / 1000; rest > 0; rest /= 1000) {
            text = "x%03d/".formatted(rest % 1000) + text;
        }
        return text;
    }

    /** RFC 6962, 2.1, by the roots of the perfect trees that a growing tree consists of. */
    private static void requireRoots(TreeMap<Long, byte[]> roots, List<byte[]> entries) {
        Deque<byte[]> perfect = new ArrayDeque<>();
        for (int i = 0; i < entries.size(); i++) {
            byte[] hash = hash((byte) 0, entries.get(i), new byte[0]);
            for (int rest = i; (rest & 1) == 1; rest >>= 1) {
                hash = hash((byte) 1, perfect.pop(), hash);
            }
            perfect.push(hash);
            byte[] shown = roots.get(i + 1L);
            if (shown != null) {
                assertThat(root(perfect)).as("root at size %s", i + 1).isEqualTo(shown);
            }
        }
    }

    private static byte[] root(Deque<byte[]> perfect) {
        Iterator<byte[]> fromTheRight = perfect.iterator();
        byte[] root = fromTheRight.next();
        while (fromTheRight.hasNext()) {
            root = hash((byte) 1, fromTheRight.next(), root);
        }
        return root;
    }

    private static byte[] hash(byte prefix, byte[] left, byte[] right) {
        var hasher = Sha256Digest.hasher();
        hasher.update(prefix);
        hasher.update(left);
        return hasher.digest(right);
    }
}
