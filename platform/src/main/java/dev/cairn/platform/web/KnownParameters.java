package dev.cairn.platform.web;

import static dev.cairn.platform.problem.EdgeRefusal.REQUEST_MALFORMED;

import dev.cairn.platform.problem.Refused;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Parameter;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Refuses parameters that the method asked for does not have: a filter that is misspelt would go unnoticed, and its answer be
 * taken for what was filtered. Methods of others, such as those of the actuator, decide for themselves.
 */
final class KnownParameters implements HandlerInterceptor {

    private static final String OURS = "dev.cairn.";

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method
                && method.getBeanType().getName().startsWith(OURS)) {
            requireKnown(request, method);
        }
        return true;
    }

    private static void requireKnown(HttpServletRequest request, HandlerMethod method) {
        Set<String> unknown = new TreeSet<>(request.getParameterMap().keySet());
        if (unknown.isEmpty()) {
            return;
        }
        Set<String> known = names(method);
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            throw new Refused(
                    REQUEST_MALFORMED,
                    String.join(", ", unknown) + ": there is no such parameter here; there are "
                            + (known.isEmpty() ? "none" : String.join(", ", known)));
        }
    }

    private static Set<String> names(HandlerMethod method) {
        return Stream.of(method.getMethod().getParameters())
                .filter(parameter -> parameter.isAnnotationPresent(RequestParam.class))
                .map(KnownParameters::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String name(Parameter parameter) {
        String given = parameter.getAnnotation(RequestParam.class).name();
        return given.isEmpty() ? parameter.getName() : given;
    }
}
