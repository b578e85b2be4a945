package dev.cairn.registry.artifact;

import static dev.cairn.registry.RegistryRefusal.RANGE_UNSATISFIABLE;

import dev.cairn.platform.problem.Refused;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpRange;

/**
 * The bytes of an artifact that are asked for.
 *
 * @param from the first, from 0
 * @param length how many; 0 only for an artifact without bytes
 * @param partial whether a range was asked for
 */
record Slice(long from, long length, boolean partial) {

    private static final String BYTES = "bytes=";

    /**
     * @param header the request's {@code Range} (RFC 9110, 14.2); absent for all. One in another unit than bytes counts as
     *     absent
     * @throws Refused when the range lies outside, or there are several
     */
    static Slice of(@Nullable String header, long size) {
        if (header == null || !header.regionMatches(true, 0, BYTES, 0, BYTES.length())) {
            return new Slice(0, size, false);
        }
        List<HttpRange> ranges = parse(BYTES + header.substring(BYTES.length()));
        if (ranges.size() != 1 || size == 0) {
            throw unsatisfiable(size);
        }
        long from = ranges.get(0).getRangeStart(size);
        long to = ranges.get(0).getRangeEnd(size);
        if (from >= size || from > to) {
            throw unsatisfiable(size);
        }
        return new Slice(from, to - from + 1, true);
    }

    private static List<HttpRange> parse(String header) {
        try {
            return HttpRange.parseRanges(header);
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }

    private static Refused unsatisfiable(long size) {
        return new Refused(RANGE_UNSATISFIABLE, "It has " + size + " bytes; one range of them can be asked for");
    }
}
