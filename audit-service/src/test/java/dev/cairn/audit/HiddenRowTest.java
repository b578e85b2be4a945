package dev.cairn.audit;

import static dev.cairn.audit.TamperedSystem.AUDIT;
import static dev.cairn.audit.TamperedSystem.EVENTS;
import static dev.cairn.audit.TamperedSystem.clean;
import static dev.cairn.audit.TamperedSystem.findings;
import static dev.cairn.audit.TamperedSystem.foundAfter;
import static dev.cairn.audit.TamperedSystem.where;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.events.RecordedEvent;
import dev.cairn.platform.eventstore.EventRows;
import dev.cairn.test.Clause;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a verification finds when a service that has slipped a row in says that its relay has not come to it yet. */
@Clause({"IMM-3", "IMM-4"})
class HiddenRowTest {

    @Test
    void aRowBelowOneThatIsAnEntryIsNamedWhateverTheServiceSaysOfItsRelay() {
        RecordedEvent copied = EVENTS.get(50);
        String slipped = UUID.randomUUID().toString();
        String position = "(select transaction_id::text || ' ' || global_index from platform.relay_position)";
        String columns = EventRows.COLUMNS.replaceFirst("id, ", "");
        for (String topic : List.of("cairn.registry", "cairn.audit", "nowhere")) {
            String before = AUDIT.registry
                    .jdbc()
                    .sql("select " + position)
                    .query(String.class)
                    .single();
            AUDIT.registry.tamper("insert into events.event (transaction_id, id, " + columns + ")"
                    + " select '3', '" + slipped + "', '" + topic + "', "
                    + columns.replaceFirst("topic, ", "").replaceFirst("sequence", "9999") + " from events.event "
                    + where(copied));
            movesRelay("1 0");

            JsonNode verification = foundAfter(() -> {
                movesRelay(before);
                AUDIT.registry.tamper("delete from events.event where id = '" + slipped + "'");
            });

            assertThat(findings(verification)).as(topic).hasSize(1).allMatch(it -> it.startsWith("event-row registry"));
            assertThat(verification.at("/findings/0/problem").asString()).contains("is in no entry of the log");
        }
        clean();
    }

    /** As the service's own role may. */
    private static void movesRelay(String position) {
        String[] place = position.split(" ");
        AUDIT.registry
                .jdbc()
                .sql("update platform.relay_position set transaction_id = ?::xid8, global_index = ?")
                .params(place[0], Long.parseLong(place[1]))
                .update();
    }
}
