package dev.cairn.audit.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.audit.proof.Checkpoint;
import dev.cairn.audit.tiles.PublicLog;
import dev.cairn.audit.tiles.StoredAnchors;
import dev.cairn.audit.tiles.StoredHeads;
import dev.cairn.events.LogEntry;
import dev.cairn.events.RecordedEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** What must hold of a log whatever happened to those who wrote it. */
final class History {

    private History() {}

    /** Every event is an entry exactly once, those of one key in their order, and nothing else is. */
    static void hasEachOnceInOrder(TestLog log, List<RecordedEvent> events) {
        List<byte[]> entries = log.entries();
        Map<String, Integer> indexes = new HashMap<>();
        for (int i = 0; i < entries.size(); i++) {
            assertThat(entries.get(i)).hasSize(32);
            assertThat(indexes.put(hex(entries.get(i)), i))
                    .as("entry %d twice", i)
                    .isNull();
        }
        Map<String, Integer> last = new HashMap<>();
        for (RecordedEvent event : events) {
            Integer index = indexes.remove(hex(LogEntry.of(event).bytes()));
            assertThat(index).as("%s is an entry", event).isNotNull();
            Integer before = last.put(event.key(), index);
            assertThat(before == null || before < index)
                    .as("%s keeps its order", event)
                    .isTrue();
        }
        assertThat(indexes).as("entries of events that were never sent").isEmpty();
    }

    private static String hex(byte[] hash) {
        return HexFormat.of().formatHex(hash);
    }

    /** Each checkpoint that anybody has seen, every head and every anchor is the beginning of the newest log. */
    static void contradictsNothing(TestLog log, List<Checkpoint> shown) {
        PublicLog newest = log.newest();
        List<Checkpoint> all = new ArrayList<>(shown);
        StoredHeads heads = log.stored().heads();
        heads.names().forEach(name -> all.add(heads.read(name).checkpoint()));
        StoredAnchors anchors = log.stored().anchors();
        anchors.numbers()
                .forEach(number -> all.add(anchors.find(number).orElseThrow().checkpoint()));
        for (Checkpoint checkpoint : all) {
            assertThat(checkpoint.size()).isLessThanOrEqualTo(newest.size());
            assertThat(Arrays.equals(newest.rootAt(checkpoint.size()), checkpoint.root()))
                    .as("%s is the beginning of %s", checkpoint, newest.checkpoint())
                    .isTrue();
        }
    }

    /** The sizes of what one process has served never fall. */
    static void onlyGrows(List<Checkpoint> shown) {
        assertThat(shown.stream().map(Checkpoint::size).toList()).isSorted();
    }
}
