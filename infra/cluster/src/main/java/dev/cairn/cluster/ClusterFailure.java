package dev.cairn.cluster;

import org.jspecify.annotations.Nullable;

/** What was asked for cannot be done, for a reason that one sentence explains. */
final class ClusterFailure extends RuntimeException {

    ClusterFailure(String sentence) {
        this(sentence, null);
    }

    ClusterFailure(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }
}
