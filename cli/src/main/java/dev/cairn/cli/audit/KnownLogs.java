package dev.cairn.cli.audit;

import dev.cairn.cli.remote.Api;
import dev.cairn.cli.remote.UserDirectory;
import dev.cairn.events.EventCodec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;

/**
 * What this machine remembers of each log: its key as it was first seen, and the newest checkpoint. A log that shows another
 * key, or a tree that did not grow out of the one remembered, is found out here; that is how a log with two faces is caught.
 */
public final class KnownLogs {

    private final Path file;
    private final Api audit;

    /** @param file where it is remembered; made when missing */
    public KnownLogs(Path file, Api audit) {
        this.file = file;
        this.audit = audit;
    }

    static KnownLogs ofThisUser(Api audit) {
        return new KnownLogs(UserDirectory.resolve("known-logs.json"), audit);
    }

    /** @param checkpoint the newest signed note that was seen */
    record Known(String key, String checkpoint) {}

    /**
     * The log's tree as a note shows it: signed by the key that is known, and grown out of the tree that is known.
     *
     * @throws dev.cairn.cli.Failure when it is not
     */
    SignedTree verify(String note) {
        Map<String, Known> all = read();
        URI log = audit.service();
        Optional<Known> known = Optional.ofNullable(all.get(log.toString()));
        String key = known.map(Known::key).orElseGet(() -> text("/log/vkey").strip());
        known.ifPresent(it -> requireSameLog(it, note));
        SignedTree tree = SignedTree.verify(note, key);
        known.map(it -> SignedTree.verify(it.checkpoint(), key)).ifPresent(before -> requireGrown(before, tree));
        if (known.isEmpty() || SignedTree.verify(known.get().checkpoint(), key).size() < tree.size()) {
            all.put(log.toString(), new Known(key, note));
            write(all);
        }
        return tree;
    }

    private void requireSameLog(Known known, String note) {
        String before = known.checkpoint().lines().findFirst().orElse("");
        String now = note.lines().findFirst().orElse("");
        if (!before.equals(now)) {
            throw SignedTree.altered(audit.service() + " served the log " + before + " before, and serves " + now
                    + " now. If its data was made anew on purpose, remove " + file + "; else it was replaced");
        }
    }

    private void requireGrown(SignedTree before, SignedTree now) {
        SignedTree small = before.size() <= now.size() ? before : now;
        SignedTree large = before.size() <= now.size() ? now : before;
        List<byte[]> proof = new ArrayList<>();
        if (small.size() < large.size() && small.size() > 0) {
            JsonNode answer = audit.get("/api/v1/proofs/consistency?from=" + small.size() + "&to=" + large.size());
            answer.path("hashes").forEach(hash -> proof.add(hash.binaryValue()));
        }
        if (small.size() > 0 && !LogProof.grown(small.size(), small.root(), large.size(), large.root(), proof)) {
            throw SignedTree.altered("The log shows two trees that do not fit together: one of " + small.size()
                    + " entries with root " + small.rootText() + ", one of " + large.size() + " with root "
                    + large.rootText());
        }
    }

    /** Something of the public log, as text. */
    String text(String path) {
        try (InputStream body = audit.send(audit.request(path).GET().build()).body()) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("The log broke off: " + e.getMessage(), e);
        }
    }

    private Map<String, Known> read() {
        try {
            return Files.exists(file)
                    ? EventCodec.json().readValue(Files.readAllBytes(file), new TypeReference<>() {})
                    : new HashMap<>();
        } catch (IOException e) {
            throw new UncheckedIOException("What is known of logs cannot be read from " + file, e);
        }
    }

    private void write(Map<String, Known> all) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(file, EventCodec.json().writeValueAsBytes(all));
        } catch (IOException e) {
            throw new UncheckedIOException("What is known of logs cannot be kept in " + file, e);
        }
    }
}
