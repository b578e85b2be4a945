package dev.cairn.audit.verification;

import dev.cairn.audit.verification.LoggedRows.Logged;
import dev.cairn.audit.verification.OnTheWay.Judged;
import dev.cairn.audit.verification.Witnessed.Suspect;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares what event rows and topics have with the entries, once both were read. */
final class Comparison {

    private static final String ROW = "event-row";
    private static final String RECORD = "topic";

    private final LoggedRows logged;
    private final LogEntries entries;
    private final Findings findings;
    private final BitSet alteredRows = new BitSet();
    private final BitSet alteredRecords = new BitSet();

    Comparison(LoggedRows logged, LogEntries entries, Findings findings) {
        this.logged = logged;
        this.entries = entries;
        this.findings = findings;
    }

    /**
     * Names what is altered, missing and slipped in.
     *
     * @param stores services whose rows were read
     * @return how many events are on their way into the log
     */
    int compare(Set<String> stores, Witnessed rows, Witnessed records, OnTheWay onTheWay) {
        List<Suspect> unknown = new ArrayList<>(altered(ROW, rows.suspects(), alteredRows));
        unknown.addAll(altered(RECORD, records.suspects(), alteredRecords));
        Judged judged = onTheWay.judge(unknown, rows);
        judged.slippedIn()
                .forEach(suspect -> findings.add(
                        suspect.row() == null ? RECORD : ROW,
                        suspect.place(),
                        suspect.description() + " is in no entry of the log"));
        for (int index = 0; index < entries.size(); index++) {
            missing(index, stores, rows, records);
        }
        return judged.open();
    }

    /** @return those whose event is no entry under the checkpoint */
    private List<Suspect> altered(String what, List<Suspect> suspects, BitSet altered) {
        List<Suspect> unknown = new ArrayList<>();
        for (Suspect suspect : suspects) {
            Optional<Long> index = logged.indexOf(suspect.event()).filter(it -> it < entries.size());
            if (index.isPresent()) {
                altered.set(index.get().intValue());
                findings.add(
                        what,
                        suspect.place(),
                        suspect.description() + " is entry " + index.get() + " of the log, and no longer what it was",
                        index.get());
            } else {
                unknown.add(suspect);
            }
        }
        return unknown;
    }

    /** The log's own rows only help to name what is gone: they might be gone too. */
    private void missing(int index, Set<String> stores, Witnessed rows, Witnessed records) {
        boolean onTopic = records.has(index) || alteredRecords.get(index);
        boolean inRows = rows.has(index) || alteredRows.get(index);
        if (onTopic && inRows) {
            return;
        }
        Logged row = logged.at(index).orElse(null);
        String service = service(index, row, records, rows);
        String event = row == null ? "entry " + index : row.toString();
        if (!onTopic) {
            String place = row == null ? "entry " + index : row.place();
            findings.add(RECORD, place, event + " is no longer on its topic", index);
        }
        if (!inRows && service != null && stores.contains(service)) {
            findings.add(ROW, event, "The row is gone from the event store", index);
        }
        if (!inRows && service == null) {
            findings.add(ROW, event, "It is in no event store that was read, and nothing tells whose it was", index);
        }
    }

    private static @Nullable String service(int index, @Nullable Logged row, Witnessed records, Witnessed rows) {
        String seen = records.service(index);
        if (seen == null) {
            seen = rows.service(index);
        }
        return seen == null && row != null ? row.service() : seen;
    }
}
