package dev.cairn.audit.verification;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** How much was read so far, by what it is. */
final class Progress {

    private final Map<String, AtomicLong> read = new ConcurrentHashMap<>();

    void read(String what, long more) {
        read.computeIfAbsent(what, unused -> new AtomicLong()).addAndGet(more);
    }

    /** For example {@code event rows}: 12000. */
    Map<String, Long> counts() {
        return read.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().get(), (a, b) -> a, TreeMap::new));
    }

    @Override
    public String toString() {
        if (read.isEmpty()) {
            return "looks for the newest checkpoint";
        }
        return counts().entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", ", "read: ", ""));
    }
}
