package dev.cairn.audit.search;

import dev.cairn.events.EventCodec;
import dev.cairn.platform.identity.Caller;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** The records behind entries, for those who may know them. */
@Component
public class DisclosedRecords {

    private record Found(String actor, String record) {}

    private final JdbcClient jdbc;

    DisclosedRecords(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The canonical record of an event; empty when the caller may not read it, or it was not taken in yet. */
    public Optional<JsonNode> of(UUID event, Caller caller) {
        return jdbc.sql("select actor, record from entry where event = ?")
                .param(event)
                .query(Found.class)
                .optional()
                .filter(found -> SearchRules.mayRead(caller, found.actor()))
                .map(found -> EventCodec.json().readTree(found.record()));
    }
}
