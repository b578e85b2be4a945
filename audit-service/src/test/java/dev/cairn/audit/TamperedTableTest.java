package dev.cairn.audit;

import static dev.cairn.audit.TamperedSystem.AUDIT;
import static dev.cairn.audit.TamperedSystem.clean;
import static dev.cairn.audit.TamperedSystem.foundAfter;
import static dev.cairn.audit.TamperedSystem.sql;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.test.Clause;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** What a verification finds when somebody makes the table of the events another one than it was. */
@Clause({"IMM-3", "IMM-4"})
class TamperedTableTest {

    private static final String REFUSE =
            "create or replace function events.refuse_change() returns trigger language plpgsql as $$%s$$";

    /**
     * @param tampering what a database administrator does
     * @param undoing how it is put back
     * @param found words of the finding
     */
    private record Made(String tampering, String undoing, String found) {}

    static Stream<Made> tables() {
        String refusing = AUDIT.registry
                .jdbc()
                .sql("select prosrc from pg_proc where oid = 'events.refuse_change'::regproc")
                .query(String.class)
                .single();
        return Stream.of(
                new Made(
                        "alter table events.event enable row level security;"
                                + " create policy service on events.event to registry using (true);"
                                + " create policy reader on events.event to registry_reader using (global_index <> 5)",
                        "drop policy service on events.event; drop policy reader on events.event;"
                                + " alter table events.event disable row level security",
                        "row level security"),
                new Made(
                        "create policy waiting on events.event using (false)",
                        "drop policy waiting on events.event",
                        "policy waiting"),
                new Made(
                        "create rule twice as on insert to events.event do also nothing",
                        "drop rule twice on events.event",
                        "rule twice"),
                new Made(
                        "alter table events.event disable trigger events_are_final",
                        "alter table events.event enable trigger events_are_final",
                        "events_are_final"),
                new Made(
                        "drop trigger events_stay on events.event",
                        "create trigger events_stay before truncate on events.event for each statement"
                                + " execute function events.refuse_change()",
                        "events_stay"),
                new Made(
                        "create trigger another after insert on events.event for each row"
                                + " execute function events.refuse_change();"
                                + " alter table events.event disable trigger another",
                        "drop trigger another on events.event",
                        "another"),
                new Made(REFUSE.formatted("begin return new; end"), REFUSE.formatted(refusing), "refuse_change"),
                new Made(
                        "alter table events.event drop constraint event_id_key",
                        "alter table events.event add unique (id)",
                        "UNIQUE (id)"),
                new Made(
                        "create table public.more () inherits (events.event)",
                        "drop table public.more",
                        "inherited by public.more"),
                new Made(
                        "alter table events.event rename to kept; create view events.event as select * from events.kept;"
                                + " grant select on events.event to registry, registry_reader",
                        "drop view events.event; alter table events.kept rename to event",
                        "kind v"));
    }

    /** What was altered is put back by each test: from then on nothing is found any more. */
    @AfterEach
    void nothingIsFoundOnceItIsPutBack() {
        clean();
    }

    @ParameterizedTest
    @MethodSource("tables")
    void aTableThatIsMadeOtherwiseIsNamed(Made made) {
        JsonNode verification = foundAfter(sql(made.tampering(), made.undoing()));

        assertThat(verification.path("findings").valueStream())
                .as(verification.toPrettyString())
                .anyMatch(finding -> finding.path("where").asString().equals("registry events.event")
                        && finding.path("what").asString().equals("event-table")
                        && finding.path("problem").asString().contains(made.found()));
    }
}
