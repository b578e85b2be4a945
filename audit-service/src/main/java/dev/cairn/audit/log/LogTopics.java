package dev.cairn.audit.log;

import java.util.List;

/** Which topics the log takes in; all of them, unless a context says otherwise. */
public record LogTopics(List<String> names) {

    public LogTopics {
        names = List.copyOf(names);
    }
}
