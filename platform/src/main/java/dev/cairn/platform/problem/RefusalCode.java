package dev.cairn.platform.problem;

import java.util.Locale;
import org.springframework.http.HttpStatus;

/** One reason to say no; each part lists its own in an enum. The code is stable: callers may rely on it. */
public interface RefusalCode {

    /** The enum constant's name. */
    String name();

    /** Kebab case, for example {@code version-immutable}; the problem's type is {@code https://cairn.dev/problems/<code>}. */
    default String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Words words();

    /**
     * What is the same each time.
     *
     * @param title what happened, in a few words
     * @param next what the caller can do next, in one sentence
     */
    record Words(HttpStatus status, String title, String next) {}

    default HttpStatus status() {
        return words().status();
    }

    default String title() {
        return words().title();
    }

    default String next() {
        return words().next();
    }

    /** Whether the log has to know of it. */
    default Recorded recorded() {
        return status() == HttpStatus.FORBIDDEN ? Recorded.AS_ACCESS_REFUSED : Recorded.NOT;
    }

    enum Recorded {
        NOT,
        /** Somebody who is known was not allowed to do what they tried. */
        AS_ACCESS_REFUSED,
        /** Somebody tried to change what cannot change. */
        AS_CHANGE_REFUSED
    }
}
