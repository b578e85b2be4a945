package dev.cairn.standalone.killing.load;

import dev.cairn.events.types.Sha256Digest;
import dev.cairn.standalone.histories.Call;
import dev.cairn.standalone.killing.load.Http.Answer;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What callers were told, on the other side of the crash. */
public final class Ledger {

    /** Operations that were answered 2xx, by the id that is their idempotency key and correlation id. */
    private final Map<String, String> acknowledged = new ConcurrentHashMap<>();

    private final Queue<Version> versions = new ConcurrentLinkedQueue<>();
    private final Set<String> models = ConcurrentHashMap.newKeySet();
    private final Map<String, String> underWay = new ConcurrentHashMap<>();
    private final AtomicInteger unanswered = new AtomicInteger();
    private final Queue<Deed> deeds = new ConcurrentLinkedQueue<>();
    private final AtomicLong order = new AtomicLong();
    private final AtomicInteger told = new AtomicInteger();

    /**
     * A version whose registration was answered.
     *
     * @param digest of the manifest
     * @param artifact digest of its one artifact
     * @param bytes of the artifact
     */
    public record Version(String model, String label, Sha256Digest digest, Sha256Digest artifact, long bytes) {}

    public void acknowledged(String operation, String kind) {
        acknowledged.put(operation, kind);
    }

    public void registered(Version version) {
        versions.add(version);
    }

    public void registered(String model) {
        models.add(model);
    }

    /** What this caller is about to do, for telling where a crash hit. */
    public void begins(String caller, String what) {
        underWay.put(caller, what);
    }

    public void unanswered() {
        unanswered.incrementAndGet();
    }

    /** A walker's operation, before it is sent for the first time. */
    public Deed begins(String model, String operation, Call call) {
        var deed = new Deed(model, operation, call, order.incrementAndGet());
        deeds.add(deed);
        return deed;
    }

    public void told(Deed deed, Answer answer) {
        deed.told(order.incrementAndGet(), answer);
        told.incrementAndGet();
    }

    public Queue<Deed> deeds() {
        return deeds;
    }

    /** Whether a model of somebody's came as far as to run somewhere. */
    public boolean somethingRuns() {
        return deeds.stream().anyMatch(deed -> deed.event().equals("Deployed") && deed.acknowledged());
    }

    /** Of callers and walkers, whatever the answer was. */
    public int answeredSoFar() {
        return acknowledged.size() + told.get();
    }

    public Map<String, String> acknowledged() {
        return acknowledged;
    }

    public Queue<Version> versions() {
        return versions;
    }

    public Set<String> models() {
        return models;
    }

    public int unansweredSoFar() {
        return unanswered.get();
    }

    /** How many callers are in the middle of what. */
    public Map<String, Long> whatIsUnderWay() {
        return underWay.values().stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }
}
