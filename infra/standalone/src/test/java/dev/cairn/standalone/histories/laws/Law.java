package dev.cairn.standalone.histories.laws;

import java.util.List;

/** What holds for every history. */
interface Law {

    /** A sentence for each time it was broken. */
    List<String> broken(ModelHistory history);
}
