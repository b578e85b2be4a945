package dev.cairn.cli.audit;

import dev.cairn.cli.Count;
import dev.cairn.cli.Failure;
import dev.cairn.cli.Pause;
import dev.cairn.cli.remote.Api;
import dev.cairn.cli.remote.UserDirectory;
import dev.cairn.cli.remote.UserFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;

/**
 * What this machine remembers of each log: its key as it was first seen, and the newest checkpoint. A log that shows another
 * key, or a tree that did not grow out of the one remembered, is found out here; that is how a log with two faces is caught.
 */
public final class KnownLogs {

    /** A service that only reads the log may be some moments behind one that this machine asked before. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final UserFile<Known> file;
    private final Api audit;
    private final Duration patience;

    /** @param file where it is remembered; made when missing */
    public KnownLogs(Path file, Api audit) {
        this(file, audit, PATIENCE);
    }

    KnownLogs(Path file, Api audit, Duration patience) {
        this.file = file(file);
        this.audit = audit;
        this.patience = patience;
    }

    static KnownLogs ofThisUser(Api audit) {
        return new KnownLogs(UserDirectory.resolve("known-logs.json"), audit);
    }

    /**
     * Sets aside what this user knows of the log at {@code audit}, where they began a new one themselves. It stays in the file,
     * as evidence, under the address and the log's name.
     *
     * @return a sentence about it; empty where nothing was known
     */
    public static Optional<String> setAside(URI audit) {
        return setAside(UserDirectory.resolve("known-logs.json"), audit);
    }

    static Optional<String> setAside(Path path, URI audit) {
        UserFile<Known> file = file(path);
        Map<String, Known> all = file.read();
        Known before = all.remove(audit.toString());
        if (before == null) {
            return Optional.empty();
        }
        String origin = SignedTree.read(before.checkpoint()).origin();
        all.put(audit + " " + origin, before);
        file.write(all);
        return Optional.of("The data are new, and so is their log: what " + file + " has of the log " + origin
                + ", which was here before, is set aside in it.");
    }

    private static UserFile<Known> file(Path path) {
        return new UserFile<>(path, new TypeReference<>() {});
    }

    /** @param checkpoint the newest signed note that was seen */
    record Known(String key, String checkpoint) {
        Known {
            Objects.requireNonNull(key);
            Objects.requireNonNull(checkpoint);
        }
    }

    /**
     * The log's tree as it is served now, see {@link #verify(String)}.
     *
     * @throws Failure when it is not what this machine may expect
     */
    SignedTree verifyServed() {
        return verify(served());
    }

    /**
     * The log's tree as a note shows it: signed by the key that is known, and grown out of the tree that is known.
     *
     * @throws Failure when it is not
     */
    SignedTree verify(String note) {
        Map<String, Known> all = file.read();
        Known known = all.get(audit.service().toString());
        if (known == null) {
            String key = servedKey();
            return remember(all, key, SignedTree.verify(note, key));
        }
        SignedTree before = SignedTree.read(known.checkpoint());
        requireSameLog(before, SignedTree.read(note));
        requireSameKey(known, SignedTree.read(note));
        SignedTree now = SignedTree.verify(note, known.key());
        requireGrown(before, now, known.key());
        return before.size() < now.size() ? remember(all, known.key(), now) : now;
    }

    private SignedTree remember(Map<String, Known> all, String key, SignedTree tree) {
        all.put(audit.service().toString(), new Known(key, tree.note()));
        file.write(all);
        return tree;
    }

    private void requireSameLog(SignedTree before, SignedTree now) {
        if (!before.origin().equals(now.origin())) {
            throw new Failure(
                    audit.service() + " served the log " + before.origin() + " before, and serves " + now.origin()
                            + " now.",
                    "Do not trust this log until somebody has explained it; keep the checkpoint as evidence. If you put other"
                            + " data there yourself, remove the entry \"" + audit.service() + "\" from " + file
                            + "; what it has of other logs stays.",
                    Failure.ALTERED,
                    null);
        }
    }

    /** A key is changed now and then, and nothing that the log itself says can prove that its owner did. */
    private void requireSameKey(Known known, SignedTree tree) {
        String key = tree.signedBy(known.key()) ? known.key() : servedKey();
        if (!key.equals(known.key()) && tree.signedBy(key)) {
            throw new Failure(
                    audit.service() + " signs with the key " + key + " now; this machine knows " + known.key() + ".",
                    "Ask whoever runs the log whether they changed it. If so, put the new key in place of the old in "
                            + file + "; that the log goes on from what was seen is checked all the same.",
                    Failure.ALTERED,
                    null);
        }
    }

    private void requireGrown(SignedTree before, SignedTree now, String key) {
        if (now.size() < before.size()) {
            awaitSize(before.size(), key);
        }
        SignedTree small = before.size() <= now.size() ? before : now;
        SignedTree large = before.size() <= now.size() ? now : before;
        List<byte[]> proof = new ArrayList<>();
        if (small.size() < large.size() && small.size() > 0) {
            JsonNode answer = audit.get("/api/v1/proofs/consistency?from=" + small.size() + "&to=" + large.size());
            answer.path("hashes").forEach(hash -> proof.add(hash.binaryValue()));
        }
        if (small.size() > 0 && !LogProof.grown(small.size(), small.root(), large.size(), large.root(), proof)) {
            throw SignedTree.altered("The log shows two trees that do not fit together: one of "
                    + Count.of(small.size(), "entry", "entries") + " with root " + small.rootText() + ", one of "
                    + large.size() + " with root "
                    + large.rootText());
        }
    }

    private void awaitSize(long size, String key) {
        Pause.until(
                patience,
                () -> SignedTree.verify(served(), key),
                tree -> tree.size() >= size,
                tree -> SignedTree.altered("The log had " + Count.of(size, "entry", "entries")
                        + " when this machine saw it last, and has " + tree.size() + " now"));
    }

    private String served() {
        return text("/log/checkpoint");
    }

    private String servedKey() {
        return text("/log/vkey").strip();
    }

    /** Something of the public log, as text. */
    private String text(String path) {
        try (InputStream body = audit.send(audit.request(path).GET().build()).body()) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("The log broke off: " + e.getMessage(), e);
        }
    }
}
