package dev.cairn.platform.problem;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.util.ClassUtils;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Finds, in what the framework throws, the sentence that a caller can act on. */
final class Faults {

    private static final int LONGEST = 500;
    private static final String UNKNOWN = "it is not of the kind that is expected here";
    private static final String NUMBER = "it is no whole number, such as 20";

    private static final Map<Class<?>, String> KINDS = Map.of(
            UUID.class, "it is no UUID, such as 0b9f3a52-6c1e-4a55-9d0f-7a1d3c2b4e5f",
            Instant.class, "it is no instant, such as 2026-03-31T12:00:00Z",
            Integer.class, NUMBER,
            Long.class, NUMBER,
            BigDecimal.class, "it is no number, such as 0.9",
            Boolean.class, "it is neither true nor false",
            String.class, "it is no text");

    private Faults() {}

    /** @param otherwise what is said when the failure has no words for callers */
    static String sentence(Exception failure, String otherwise) {
        if (failure instanceof MethodArgumentTypeMismatchException mismatch) {
            return mismatch.getName() + ": " + expected(mismatch.getRequiredType(), mismatch);
        }
        if (failure instanceof HttpMessageNotReadableException && failure.getCause() == null) {
            return "The body is missing";
        }
        if (failure instanceof HttpMessageNotReadableException && failure.getCause() instanceof JacksonException json) {
            return json(json);
        }
        return otherwise;
    }

    private static String json(JacksonException failure) {
        if (failure instanceof StreamConstraintsException) {
            return "The JSON is nested too deeply or has a value that is too long";
        }
        String pointer = failure.getPath().stream()
                .map(part -> part.getPropertyName() != null ? part.getPropertyName() : String.valueOf(part.getIndex()))
                .collect(Collectors.joining("/", "/", ""));
        if (failure instanceof UnrecognizedPropertyException) {
            return pointer + ": there is no such field";
        }
        if (pointer.equals("/")) {
            return "The body is no JSON document of the form that is expected here";
        }
        return isMissing(failure) ? pointer + " is missing" : pointer + ": " + expected(type(failure), failure);
    }

    /** What cannot be null counts as null where it is absent; Jackson tells that in words only. */
    private static boolean isMissing(JacksonException failure) {
        return failure instanceof MismatchedInputException
                && failure.getOriginalMessage().startsWith("Cannot map `null`");
    }

    private static @Nullable Class<?> type(JacksonException failure) {
        return failure instanceof MismatchedInputException mismatch ? mismatch.getTargetType() : null;
    }

    private static String expected(@Nullable Class<?> type, Exception failure) {
        return rule(failure).orElseGet(() -> type == null ? UNKNOWN : kind(type));
    }

    private static String kind(Class<?> type) {
        if (type.isEnum()) {
            return "it is none of " + Arrays.toString(type.getEnumConstants());
        }
        return Collection.class.isAssignableFrom(type)
                ? "it is no list"
                : KINDS.getOrDefault(ClassUtils.resolvePrimitiveIfNecessary(type), UNKNOWN);
    }

    /** The words of a value type that refused, which are made for callers; no other exception's are shown. */
    static Optional<String> rule(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IllegalArgumentException refused
                    && refused.getStackTrace().length > 0
                    && refused.getStackTrace()[0].getClassName().startsWith("dev.cairn.events.types.")
                    && refused.getMessage() != null) {
                String words = refused.getMessage();
                return Optional.of(words.length() > LONGEST ? words.substring(0, LONGEST) + "…" : words);
            }
        }
        return Optional.empty();
    }
}
