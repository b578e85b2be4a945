package dev.cairn.standalone.killing;

import dev.cairn.events.types.Sha256Digest;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What callers were told, on the other side of the crash. */
final class Ledger {

    /** Operations that were answered 2xx, by the id that is their idempotency key and correlation id. */
    private final Map<String, String> acknowledged = new ConcurrentHashMap<>();

    private final Queue<Version> versions = new ConcurrentLinkedQueue<>();
    private final Set<String> models = ConcurrentHashMap.newKeySet();
    private final Map<String, String> underWay = new ConcurrentHashMap<>();
    private final AtomicInteger unanswered = new AtomicInteger();

    /**
     * A version whose registration was answered.
     *
     * @param digest of the manifest
     * @param artifact digest of its one artifact
     * @param bytes of the artifact
     */
    record Version(String model, String label, Sha256Digest digest, Sha256Digest artifact, long bytes) {}

    void acknowledged(String operation, String kind) {
        acknowledged.put(operation, kind);
    }

    void registered(Version version) {
        versions.add(version);
    }

    void registered(String model) {
        models.add(model);
    }

    /** What this caller is about to do, for telling where a crash hit. */
    void begins(String caller, String what) {
        underWay.put(caller, what);
    }

    void unanswered() {
        unanswered.incrementAndGet();
    }

    Map<String, String> acknowledged() {
        return acknowledged;
    }

    Queue<Version> versions() {
        return versions;
    }

    Set<String> models() {
        return models;
    }

    int unansweredSoFar() {
        return unanswered.get();
    }

    /** How many callers are in the middle of what. */
    Map<String, Long> whatIsUnderWay() {
        return underWay.values().stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }
}
