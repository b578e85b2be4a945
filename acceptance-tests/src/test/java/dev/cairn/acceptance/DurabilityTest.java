package dev.cairn.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.acceptance.proof.CanonicalRecord;
import dev.cairn.acceptance.proof.PublicLog;
import dev.cairn.acceptance.proof.SignedCheckpoint;
import dev.cairn.acceptance.system.Caller;
import dev.cairn.acceptance.system.Draft;
import dev.cairn.acceptance.system.EventLog;
import dev.cairn.acceptance.system.LoggedEvent;
import dev.cairn.acceptance.system.Operation;
import dev.cairn.acceptance.system.RunningCairn;
import dev.cairn.acceptance.system.Waiting;
import dev.cairn.test.Clause;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Takes the shared Cairn down, so it comes after those who only use it and before those who judge what happened. */
@Order(Integer.MAX_VALUE - 2)
class DurabilityTest {

    private final RunningCairn cairn = RunningCairn.shared();
    private final Caller mia = cairn.person("mia");
    private final Caller anybody = cairn.stranger("");

    @Test
    @Clause({"REG-3", "AUD-2"})
    void what_was_acknowledged_is_there_after_a_kill_and_is_published_and_the_log_goes_on() {
        String model = mia.newModel();
        SignedCheckpoint before = PublicLog.read(anybody.audit()).checkpoint();
        Map<String, Draft> acknowledged = new LinkedHashMap<>();
        for (int i : IntStream.range(0, 20).toArray()) {
            Draft draft = Draft.trained().with("changeNote", "number " + i);
            acknowledged.put(draft.registered(mia, model).path("label").asString(), draft);
        }
        cairn.killAndRestart();

        acknowledged.forEach((label, draft) -> assertThat(mia.registry()
                        .get("/api/v1/models/" + model + "/versions/" + label + "/artifacts/model.bin")
                        .expect(200)
                        .body())
                .isEqualTo(draft.content("model.bin")));
        List<LoggedEvent> events = EventLog.shared().awaitAbout("cairn.registry", model, 21);
        assertThat(events)
                .extracting(LoggedEvent::stream)
                .doesNotHaveDuplicates()
                .hasSize(21);
        assertThat(Draft.trained().registered(mia, model).path("label").asString())
                .isEqualTo("1.0.20");
        PublicLog after = PublicLog.read(anybody.audit());
        assertThat(after.rootAt(before.size())).isEqualTo(before.root());
    }

    @Test
    @Clause({"AUD-5", "REG-3", "REG-5"})
    void a_lost_audit_database_comes_back_to_the_same_log() throws SQLException {
        String model = mia.newModel();
        LoggedEvent event =
                EventLog.shared().awaitAbout("cairn.registry", model, 1).get(0);
        byte[] entry = CanonicalRecord.entry(event);
        PublicLog before = Waiting.until(
                "entry of " + event,
                () -> Optional.of(PublicLog.read(anybody.audit())).filter(log -> log.has(entry)));
        try (var database = cairn.database("registry", "postgres");
                var statement = database.createStatement()) {
            statement.execute("drop database cairn_audit with (force)");
        }
        cairn.killAndRestart();

        mia.newModel();
        PublicLog after = Waiting.until(
                "log that goes on",
                () -> Optional.of(anybody.audit().get("/log/checkpoint"))
                        .filter(answer -> answer.status() == 200)
                        .map(answer -> PublicLog.read(anybody.audit()))
                        .filter(log -> log.size() > before.size()));
        assertThat(after.rootAt(before.size())).isEqualTo(before.checkpoint().root());
        Operation.done(cairn.person("olga").audit(), "restore");
        Waiting.untilTrue(
                "what the lost database knew",
                () -> cairn.person("ada")
                        .audit()
                        .get("/api/v1/entries?model=" + model)
                        .text()
                        .contains(event.id()));
    }
}
