package dev.cairn.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.http.HttpMethod;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

/**
 * Where bodies may be large, see {@link WebProperties#maxLargeBody}; contributed as a bean by a service that has any such
 * address.
 */
public final class LargeBodies {

    private final List<PathPatternRequestMatcher> addresses;

    private LargeBodies(List<PathPatternRequestMatcher> addresses) {
        this.addresses = addresses;
    }

    /** @param patterns Spring's path patterns of what takes POST, for example {@code /api/v1/models/{model}/versions} */
    public static LargeBodies ofPosts(String... patterns) {
        return new LargeBodies(Stream.of(patterns)
                .map(pattern -> PathPatternRequestMatcher.pathPattern(HttpMethod.POST, pattern))
                .toList());
    }

    boolean takes(HttpServletRequest request) {
        return addresses.stream().anyMatch(address -> address.matches(request));
    }
}
