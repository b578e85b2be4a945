package dev.cairn.audit.log;

import dev.cairn.audit.proof.VerifierKey;
import java.util.List;
import java.util.stream.Stream;

/** Under which keys this log's signatures hold: the current one, and those that signed before. */
record LogKeys(VerifierKey current, List<VerifierKey> former) {

    LogKeys {
        former = List.copyOf(former);
    }

    /** The current one first. */
    List<VerifierKey> all() {
        return Stream.concat(Stream.of(current), former.stream()).distinct().toList();
    }
}
