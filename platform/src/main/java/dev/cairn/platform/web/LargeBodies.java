package dev.cairn.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.http.HttpMethod;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

/**
 * Where bodies may be large, see {@link WebProperties#maxLargeBody}; contributed as a bean by a service that has any such
 * address.
 *
 * @param posts Spring's path patterns of what takes POST, for example {@code /api/v1/models/{model}/versions}
 */
public record LargeBodies(List<String> posts) {

    boolean takes(HttpServletRequest request) {
        return posts.stream()
                .anyMatch(pattern -> PathPatternRequestMatcher.pathPattern(HttpMethod.POST, pattern)
                        .matches(request));
    }
}
