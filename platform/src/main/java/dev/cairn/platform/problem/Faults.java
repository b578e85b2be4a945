package dev.cairn.platform.problem;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Finds, in what the framework throws, the sentence that a caller can act on. */
final class Faults {

    private static final int LONGEST = 500;

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
        return pointer.equals("/")
                ? "The body is no JSON document of the form that is expected here"
                : pointer + ": "
                        + expected(
                                failure instanceof InvalidFormatException value ? value.getTargetType() : null,
                                failure);
    }

    private static String expected(@Nullable Class<?> type, Exception failure) {
        return type != null && type.isEnum()
                ? "it is none of " + Arrays.toString(type.getEnumConstants())
                : rule(failure).orElse("it is not of the kind that is expected here");
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
