package dev.cairn.standalone.killing.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.events.CanonicalJson;
import dev.cairn.events.types.Sha256Digest;
import dev.cairn.standalone.killing.load.Http.Answer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReadWriteLock;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Works on a model of its own, one operation after the other, and never gives up: what was not answered is sent again, a
 * write with the same key. An answer that is neither success nor "try again" ends it.
 */
public final class Caller implements Runnable {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int TAGS = 3;

    private final String model;
    private final Random random;
    private final Duration rest;
    private final Http registry;
    private final Ledger ledger;
    private final ReadWriteLock turns;
    private final List<Ledger.Version> mine = new ArrayList<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile boolean stopped;
    private String aliased = "";

    /**
     * @param rest between two operations
     * @param turns its reader side is held during each operation, so that a writer finds everything answered
     */
    public Caller(String model, long seed, Duration rest, Http registry, Ledger ledger, ReadWriteLock turns) {
        this.model = model;
        this.random = new Random(seed);
        this.rest = rest;
        this.registry = registry;
        this.ledger = ledger;
        this.turns = turns;
    }

    @FunctionalInterface
    interface Call {
        Answer make() throws IOException;
    }

    public void stop() {
        stopped = true;
    }

    /** Completed when it has stopped; exceptionally when it got an answer that must not be. */
    public CompletableFuture<Void> ended() {
        return ended;
    }

    @Override
    public void run() {
        try {
            inTurn(this::registerModel);
            while (!stopped) {
                inTurn(this::act);
                pause((int) rest.toMillis());
            }
            ended.complete(null);
        } catch (Throwable e) {
            ended.completeExceptionally(e);
        }
    }

    private void inTurn(Runnable operation) {
        turns.readLock().lock();
        try {
            operation.run();
        } finally {
            ledger.begins(model, "rest");
            turns.readLock().unlock();
        }
    }

    private void registerModel() {
        write("POST", "/api/v1/models", Map.of("name", model), "register model");
        ledger.registered(model);
    }

    private void act() {
        int choice = mine.isEmpty() ? 0 : random.nextInt(10);
        switch (choice) {
            case 0, 1 -> registerVersion(random.nextBoolean());
            case 2, 3, 4 -> tag();
            case 5, 6 -> alias();
            case 7, 8 -> describe();
            default -> download();
        }
    }

    private void registerVersion(boolean inParts) {
        byte[] content = new byte[1 + random.nextInt(400_000)];
        random.nextBytes(content);
        Sha256Digest artifact = Sha256Digest.of(content);
        if (inParts) {
            new PartedUpload(this, registry, ledger, random).send(content, artifact);
        } else {
            ledger.begins(model, "upload");
            assertThat(answered(() -> registry.bytes("PUT", "/api/v1/blobs/" + artifact, content, 0))
                            .status())
                    .isEqualTo(201);
        }
        register(content, artifact);
    }

    private void register(byte[] content, Sha256Digest artifact) {
        ObjectNode manifest = Manifests.ofWeights(content)
                .put("description", "content " + artifact.value().substring(0, 8));
        JsonNode version = write("POST", "/api/v1/models/" + model + "/versions", manifest, "register version");
        var registered = new Ledger.Version(
                model,
                version.path("label").asString(),
                new Sha256Digest(version.path("digest").asString()),
                artifact,
                content.length);
        assertThat(registered.digest()).isEqualTo(CanonicalJson.digest(manifest));
        mine.add(registered);
        ledger.registered(registered);
    }

    private void tag() {
        String operation = operation();
        String path = "/api/v1/models/" + model + "/versions/" + any().label() + "/tags/tag" + random.nextInt(TAGS);
        JsonNode version = write("PUT", path, Map.of("value", operation), operation, "tag");
        assertThat(version.path("tags").toString()).contains(operation);
    }

    /** Now and then the first answer is not waited for: the next assignment overtakes, and the first is asked about later. */
    private void alias() {
        String first = operation();
        String label = another();
        String path = "/api/v1/models/" + model + "/aliases/champion";
        if (random.nextInt(3) == 0 && mine.size() > 2) {
            ledger.begins(model, "alias");
            @Nullable Answer answer = once(() -> registry.write("PUT", path, Map.of("version", label), first));
            if (answer == null || answer.status() == 503) {
                aliased = "";
                String overtaking = another();
                write("PUT", path, Map.of("version", overtaking), operation(), "alias");
                // Whether it had taken effect or takes effect now: once
                write("PUT", path, Map.of("version", label), first, "alias");
                aliased = "";
                return;
            }
            require(answer);
            ledger.acknowledged(first, "alias");
        } else {
            write("PUT", path, Map.of("version", label), first, "alias");
        }
        aliased = label;
    }

    private void describe() {
        String operation = operation();
        JsonNode answer = write(
                "PUT",
                "/api/v1/models/" + model + "/description",
                Map.of("description", operation),
                operation,
                "describe");
        assertThat(answer.path("description").asString()).isEqualTo(operation);
    }

    private void download() {
        Ledger.Version version = any();
        ledger.begins(model, "download");
        Answer answer = answered(() ->
                registry.get("/api/v1/models/" + model + "/versions/" + version.label() + "/artifacts/weights.bin"));
        assertThat(Sha256Digest.of(answer.body())).isEqualTo(version.artifact());
    }

    private Ledger.Version any() {
        return mine.get(random.nextInt(mine.size()));
    }

    /** A label that the alias does not have: assigning the same again would be no event. Unless that is known, a new one. */
    private String another() {
        List<String> others = mine.stream()
                .map(Ledger.Version::label)
                .filter(label -> !label.equals(aliased))
                .toList();
        if (!aliased.isEmpty() && !others.isEmpty()) {
            return others.get(random.nextInt(others.size()));
        }
        registerVersion(false);
        return mine.get(mine.size() - 1).label();
    }

    String operation() {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    private JsonNode write(String method, String path, Object body, String kind) {
        return write(method, path, body, operation(), kind);
    }

    private JsonNode write(String method, String path, Object body, String operation, String kind) {
        ledger.begins(model, kind);
        Answer answer = answered(() -> registry.write(method, path, body, operation));
        ledger.acknowledged(operation, kind);
        if (random.nextInt(20) == 0) {
            Answer again = answered(() -> registry.write(method, path, body, operation));
            assertThat(again.header("Idempotency-Replayed")).as("%s", again).isEqualTo("true");
            assertThat(again.json()).isEqualTo(answer.json());
        }
        return answer.json();
    }

    /** Asks until there is an answer that is one. */
    Answer answered(Call call) {
        Instant limit = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(limit)) {
            Answer answer = once(call);
            if (answer != null && answer.status() != 503) {
                return require(answer);
            }
            pause();
        }
        throw new AssertionError("No answer within " + PATIENCE);
    }

    /** An attempt; null when there was no answer. */
    @Nullable
    Answer once(Call call) {
        try {
            return call.make();
        } catch (IOException e) {
            ledger.unanswered();
            return null;
        }
    }

    private static Answer require(Answer answer) {
        assertThat(answer.status()).as("%s", answer).isBetween(200, 299);
        return answer;
    }

    public static void pause() {
        pause(50);
    }

    public static void pause(int milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted", e);
        }
    }

    @Override
    public String toString() {
        return model;
    }
}
