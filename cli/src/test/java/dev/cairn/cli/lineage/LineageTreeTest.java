package dev.cairn.cli.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.events.EventCodec;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class LineageTreeTest {

    private static final JsonNode GRAPH = EventCodec.json().readTree("""
            {"nodes": [
               {"id": "deployment:d", "type": "deployment", "recorded": true,
                "facts": {"target": "payments-eu", "state": "running", "since": "2026-11-24"}},
               {"id": "promotion:p", "type": "promotion", "recorded": false, "facts": {}},
               {"id": "version:fraud/1", "type": "version", "recorded": true, "facts": {"digest": "ab"}},
               {"id": "data:rows@1", "type": "data", "recorded": false, "facts": {}}],
             "edges": [
               {"downstream": "deployment:d", "kind": "runs", "upstream": "version:fraud/1"},
               {"downstream": "version:fraud/1", "kind": "used", "upstream": "data:rows@1"},
               {"downstream": "deployment:d", "kind": "allowed-by", "upstream": "promotion:p"},
               {"downstream": "promotion:p", "kind": "promotes", "upstream": "version:fraud/1"}],
             "partial": []}
            """);

    @Test
    void whatSomethingCameFromIsATreeInWhichNothingIsToldTwice() {
        assertThat(new LineageTree(GRAPH, false).lines("deployment:d"))
                .containsExactly(
                        "deployment:d  payments-eu, running",
                        "├─ runs  version:fraud/1",
                        "│  └─ used  data:rows@1",
                        "└─ allowed-by  promotion:p  (referenced, not recorded)",
                        "   └─ promotes  version:fraud/1  (as above)");
    }

    @Test
    void whatCameFromSomethingIsReadTheOtherWay() {
        assertThat(new LineageTree(GRAPH, true).lines("data:rows@1"))
                .containsExactly(
                        "data:rows@1",
                        "└─ used  version:fraud/1",
                        "   ├─ runs  deployment:d  payments-eu, running",
                        "   └─ promotes  promotion:p  (referenced, not recorded)",
                        "      └─ allowed-by  deployment:d  payments-eu, running");
    }
}
