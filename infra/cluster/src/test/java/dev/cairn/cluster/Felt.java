package dev.cairn.cluster;

import dev.cairn.standalone.killing.load.Reach.Witness;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/** What callers felt of a fault: which requests were put off, and for how long nobody got through. */
final class Felt implements Witness {

    private static final Set<String> READS = Set.of("GET", "HEAD");

    private final Queue<Request> requests = new ConcurrentLinkedQueue<>();

    private record Request(String service, boolean read, long begun, long ended, int status) {
        boolean putOff() {
            return status == 0 || status == 503;
        }
    }

    @Override
    public void saw(String service, String method, long begun, int status) {
        requests.add(new Request(service, READS.contains(method), begun, System.nanoTime(), status));
    }

    void forget() {
        requests.clear();
    }

    /** A sentence for a table: how many of how many were put off, and the longest time in which no caller of a service got through. */
    String said(boolean reads) {
        List<Request> seen =
                requests.stream().filter(request -> request.read() == reads).toList();
        long putOff = seen.stream().filter(Request::putOff).count();
        Map<String, List<Request>> services = seen.stream().collect(Collectors.groupingBy(Request::service));
        return services.entrySet().stream()
                .map(service -> Map.entry(service.getKey(), longestGap(service.getValue())))
                .max(Map.Entry.comparingByValue())
                .map(worst -> String.format(
                        Locale.ROOT,
                        "%d of %d, %.1f s (%s)",
                        putOff,
                        seen.size(),
                        worst.getValue() / 1e9,
                        worst.getKey()))
                .orElse("-");
    }

    /** Between two successes, in nanoseconds; a time in which nobody asked counts for nothing. */
    private static long longestGap(List<Request> requests) {
        List<Request> inOrder = new ArrayList<>(requests);
        inOrder.sort(Comparator.comparingLong(Request::ended));
        long longest = 0;
        long failedSince = Long.MAX_VALUE;
        for (Request request : inOrder) {
            if (request.putOff()) {
                failedSince = Math.min(failedSince, request.begun());
            } else {
                if (failedSince != Long.MAX_VALUE) {
                    longest = Math.max(longest, request.ended() - failedSince);
                }
                failedSince = Long.MAX_VALUE;
            }
        }
        return longest;
    }

    /** The slowest answer that was one, in nanoseconds. */
    long slowest() {
        return requests.stream()
                .filter(request -> !request.putOff())
                .mapToLong(request -> request.ended() - request.begun())
                .max()
                .orElse(0);
    }
}
