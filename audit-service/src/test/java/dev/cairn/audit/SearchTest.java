package dev.cairn.audit;

import static dev.cairn.audit.AuditSystem.auditor;
import static java.net.URLEncoder.encode;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.audit.AuditSystem.Answer;
import dev.cairn.events.CanonicalJson;
import dev.cairn.events.LogEntry;
import dev.cairn.events.RecordedEvent;
import dev.cairn.events.access.AccessEvent.AccessRefused;
import dev.cairn.events.registry.ModelEvent.ModelDescribed;
import dev.cairn.events.types.Actor;
import dev.cairn.events.types.ModelName;
import dev.cairn.test.Clause;
import dev.cairn.test.TestServers;
import dev.cairn.test.TestTokens;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@Clause("AUD-3")
class SearchTest {

    private static final AuditSystem AUDIT = RunningAudit.SYSTEM;
    private static final String MODEL = TestServers.uniqueName("searched");
    private static final Actor BOB = Actor.of(TestTokens.ISSUER + "#" + TestServers.uniqueName("bob"));
    private static final List<RecordedEvent> EVENTS = new ArrayList<>();

    @BeforeAll
    static void events() {
        for (int i = 0; i < 250; i++) {
            EVENTS.add(RegistryInPlace.event(
                    new ModelDescribed(new ModelName(MODEL), "change " + i),
                    i,
                    i % 50 == 0 ? BOB : RegistryInPlace.MIA));
        }
        EVENTS.add(RegistryInPlace.event(
                new AccessRefused(UUID.randomUUID(), "GET /api/v1/models/{model}", new ModelName(MODEL), "not-yours"),
                0,
                BOB));
        AUDIT.registry.store(EVENTS);
        EVENTS.forEach(AUDIT::awaitSearchable);
        AUDIT.awaitLogged(EVENTS.get(EVENTS.size() - 1));
        AUDIT.awaitLogged(EVENTS.get(EVENTS.size() - 2));
    }

    private static List<JsonNode> all(String token, String query) {
        List<JsonNode> found = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page =
                    AUDIT.get(token, "/api/v1/entries?" + query + cursor).json();
            page.path("items").forEach(found::add);
            cursor = page.hasNonNull("next")
                    ? "&cursor=" + encode(page.path("next").asString(), UTF_8)
                    : "";
        } while (!cursor.isEmpty());
        return found;
    }

    private static List<String> ids(List<JsonNode> entries) {
        return entries.stream().map(entry -> entry.path("event").asString()).toList();
    }

    private static List<String> expected(Predicate<RecordedEvent> which) {
        return EVENTS.stream()
                .filter(which)
                .map(event -> event.headers().id().toString())
                .toList();
    }

    @Test
    void aModelsEntriesAreFoundOverAllPagesEachOnceTheNewestFirst() {
        List<JsonNode> found = all(auditor(), "model=" + MODEL);

        assertThat(ids(found)).containsExactlyInAnyOrderElementsOf(expected(event -> true));
        assertThat(found.stream().map(entry -> entry.path("time").asString()).map(Instant::parse))
                .isSortedAccordingTo(Comparator.reverseOrder());
    }

    @Test
    void entriesOfOneInstantComeInTheReverseOrderOfTheLogOverAllPages() {
        String model = TestServers.uniqueName("instant");
        Instant instant = Instant.parse("2026-03-31T12:00:00Z");
        List<RecordedEvent> events = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            events.add(RegistryInPlace.event(
                    new ModelDescribed(new ModelName(model), "change " + i), i, RegistryInPlace.MIA, instant));
        }
        AUDIT.registry.store(events);
        events.forEach(AUDIT::awaitSearchable);
        AUDIT.awaitLogged(events.get(events.size() - 1));

        List<Long> indices = all(auditor(), "model=" + model).stream()
                .map(entry -> entry.path("index").asLong())
                .toList();

        assertThat(indices).hasSize(150).doesNotHaveDuplicates().isSortedAccordingTo(Comparator.reverseOrder());
    }

    @Test
    void entriesAreFoundByActorTypeAndTime() {
        String actor = encode(BOB.toString(), UTF_8);
        String described = "dev.cairn.registry.ModelDescribed.v1";
        Instant from = EVENTS.get(100).headers().time();
        Instant to = EVENTS.get(200).headers().time();

        assertThat(ids(all(auditor(), "actor=" + actor)))
                .containsExactlyInAnyOrderElementsOf(
                        expected(event -> event.headers().actor().equals(BOB)));
        assertThat(ids(all(auditor(), "actor=" + actor + "&type=" + described)))
                .containsExactlyInAnyOrderElementsOf(
                        expected(event -> event.headers().actor().equals(BOB)
                                && event.headers().type().equals(described)));
        assertThat(ids(all(auditor(), "model=" + MODEL + "&from=" + from + "&to=" + to)))
                .containsExactlyInAnyOrderElementsOf(
                        expected(event -> !event.headers().time().isBefore(from)
                                && event.headers().time().isBefore(to)));
    }

    @Test
    void anEntryTellsItsIndexAndTheRecordThatIsHashedThere() {
        for (JsonNode entry : all(auditor(), "model=" + MODEL).subList(0, 20)) {
            UUID id = UUID.fromString(entry.path("event").asString());
            RecordedEvent event = EVENTS.stream()
                    .filter(it -> it.headers().id().equals(id))
                    .findFirst()
                    .orElseThrow();

            assertThat(CanonicalJson.digest(entry.path("record"))).isEqualTo(LogEntry.of(event));
            assertThat(entry.path("index").asLong())
                    .isEqualTo(AUDIT.inclusion(id).json().path("index").asLong());
        }
    }

    @Test
    @Clause("ACL-1")
    void whoMayNotReadAllFindsWhatTheyDidThemselvesAndNothingElse() {
        String bob = BOB.subject();
        for (String role : List.of("ml-engineer", "deployer", "admin")) {
            List<JsonNode> found = all(TestTokens.of(bob, role), "model=" + MODEL);

            assertThat(ids(found))
                    .as(role)
                    .containsExactlyInAnyOrderElementsOf(
                            expected(event -> event.headers().actor().equals(BOB)));
            Answer others = AUDIT.get(
                    TestTokens.of(bob, role), "/api/v1/entries?actor=" + encode(RegistryInPlace.MIA.toString(), UTF_8));
            assertThat(others.status()).isEqualTo(403);
            assertThat(others.code()).isEqualTo("role-missing");
        }
        assertThat(all(TestTokens.of("stranger", "admin"), "model=" + MODEL)).isEmpty();
    }

    @Test
    void aCursorIsGoodForItsOwnListOnly() {
        String next = AUDIT.get(auditor(), "/api/v1/entries?model=" + MODEL)
                .json()
                .path("next")
                .asString();
        for (String query : List.of(
                "model=another&cursor=" + next,
                "cursor=" + next,
                "model=" + MODEL + "&cursor=" + next.substring(1),
                "model=" + MODEL + "&cursor=A" + next,
                "model=" + MODEL + "&cursor=")) {
            Answer answer = AUDIT.get(auditor(), "/api/v1/entries?" + query);
            assertThat(answer.status()).as(query + ": " + answer).isEqualTo(400);
            assertThat(answer.code()).isEqualTo("cursor-invalid");
        }
        Answer stolen = AUDIT.get(
                TestTokens.of(BOB.subject(), "ml-engineer"), "/api/v1/entries?model=" + MODEL + "&cursor=" + next);
        assertThat(stolen.code()).isEqualTo("cursor-invalid");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "from=yesterday",
                "from=-1000000000-01-01T00:00:00Z",
                "to=%2B1000000000-12-31T23:59:59.999999999Z",
                "from=0000-01-01T00:00:00Z",
                "to=%2B300000-01-01T00:00:00Z",
                "model=%00",
                "actor=a%00b",
                "type=%00",
                "type=%F0",
                "cursor=%00",
            })
    void aFilterThatCannotBeIsRefused(String query) {
        Answer answer = AUDIT.get(auditor(), "/api/v1/entries?" + query);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("request-malformed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "model=%27%20or%20true--",
                "actor=%25",
                "type=dev.cairn.registry.%25",
                "model=%F0%9F%98%80",
                "from=9999-12-31T23:59:59Z",
                "to=0001-01-01T00:00:00Z",
            })
    void aFilterThatMatchesNothingFindsNothing(String query) {
        Answer answer = AUDIT.get(auditor(), "/api/v1/entries?" + query);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.json().path("items")).isEmpty();
    }

    @Test
    void aFilterThatIsFarTooLongIsRefused() {
        Answer answer = AUDIT.get(auditor(), "/api/v1/entries?model=" + "m".repeat(5000));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
    }
}
