package dev.cairn.standalone.killing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cairn.events.Topics;
import dev.cairn.events.types.Sha256Digest;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Compares, while nobody writes, what callers were told with what is there. */
final class Inquest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Ledger ledger;
    private final FoundEvents found;
    private final Http registry;
    private final Http audit;

    Inquest(Ledger ledger, FoundEvents found, Http registry, Http audit) {
        this.ledger = ledger;
        this.found = found;
        this.registry = registry;
        this.audit = audit;
    }

    /** @return all events of the registry's models, by key, in the order of their topic */
    Map<String, List<Record>> requireEverythingOnce() throws SQLException {
        Map<UUID, Record> stored = byId(found.inStores());
        var topics = await().atMost(PATIENCE)
                .until(found::onTopics, read -> ids(read.values()).containsAll(stored.keySet()));
        Map<UUID, Record> storedNow = byId(found.inStores());
        Set<UUID> seen = new HashSet<>();
        topics.values()
                .forEach(partition -> partition.forEach(record -> {
                    assertThat(seen.add(record.id()))
                            .as("once on its topic: %s", record)
                            .isTrue();
                    assertThat(record).as("on the topic as in the store").isEqualTo(storedNow.get(record.id()));
                }));
        topics.values().forEach(Inquest::requireOrder);
        requireEffects(stored.values());
        return topics.entrySet().stream()
                .filter(partition -> partition.getKey().topic().equals("cairn.registry"))
                .flatMap(partition -> partition.getValue().stream())
                .collect(Collectors.groupingBy(Record::key));
    }

    private static Map<UUID, Record> byId(List<Record> records) {
        return records.stream().collect(Collectors.toMap(Record::id, Function.identity()));
    }

    private static Set<UUID> ids(Collection<List<Record>> partitions) {
        return partitions.stream().flatMap(List::stream).map(Record::id).collect(Collectors.toSet());
    }

    /** Each stream from 0 without a gap; where a key's lock is held, no time of the key runs backwards. */
    private static void requireOrder(List<Record> partition) {
        Map<String, Long> next = new HashMap<>();
        Map<String, Instant> last = new HashMap<>();
        for (Record record : partition) {
            assertThat(record.sequence()).as("%s", record).isEqualTo(next.getOrDefault(record.stream(), 0L));
            next.put(record.stream(), record.sequence() + 1);
            if (record.topic().equals(Topics.REGISTRY)) {
                Instant before = last.put(record.key(), record.time());
                assertThat(before == null || !record.time().isBefore(before))
                        .as("%s after %s", record, before)
                        .isTrue();
            }
        }
    }

    /** One effect for each operation, however often it was sent; everything was answered in the end. */
    private void requireEffects(Collection<Record> stored) {
        Map<String, Long> effects = stored.stream()
                .filter(record -> record.topic().equals("cairn.registry") && !record.is("IntegrityVerified"))
                .collect(Collectors.groupingBy(Record::correlation, Collectors.counting()));
        Map<String, String> acknowledged = ledger.acknowledged();
        assertThat(effects.keySet()).as("what was answered, and nothing else").isEqualTo(acknowledged.keySet());
        assertThat(effects.values()).as("one effect for each").containsOnly(1L);
    }

    /** Versions as they were registered, to the byte, and history as the topic tells it. */
    void requireContent(Collection<Ledger.Version> versions, Map<String, List<Record>> events) throws IOException {
        for (Ledger.Version version : versions) {
            String path = "/api/v1/models/" + version.model() + "/versions/" + version.label();
            JsonNode shown = get(registry, path).json();
            assertThat(shown.path("digest").asString())
                    .isEqualTo(version.digest().value());
            assertThat(texts(shown.path("tags"))).isEqualTo(tags(version, events));
            byte[] content = get(registry, path + "/artifacts/weights.bin").body();
            assertThat(Sha256Digest.of(content)).isEqualTo(version.artifact());
            assertThat(content).hasSize((int) version.bytes());
        }
        for (String model : versions.stream().map(Ledger.Version::model).collect(Collectors.toSet())) {
            List<String> onTopic = events.get("model:" + model).stream()
                    .map(record -> record.id().toString())
                    .toList();
            assertThat(all(registry, "/api/v1/models/" + model + "/history", "id"))
                    .as("the registry's view of %s", model)
                    .isEqualTo(onTopic);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(all(audit, "/api/v1/entries?model=" + model, "event"))
                            .as("the audit service's view of %s", model)
                            .containsAll(onTopic)
                            .doesNotHaveDuplicates());
        }
    }

    /** Tags as the log leaves them. */
    private static Map<String, String> tags(Ledger.Version version, Map<String, List<Record>> events) {
        Map<String, String> tags = new HashMap<>();
        events.get("model:" + version.model()).stream()
                .filter(record -> record.is("VersionTagged")
                        && record.stream().equals("version:" + version.model() + "/" + version.label()))
                .map(Record::json)
                .forEach(event -> tags.put(
                        event.path("tag").asString(), event.path("value").asString()));
        return tags;
    }

    private static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new HashMap<>();
        object.forEachEntry((name, value) -> texts.put(name, value.asString()));
        return texts;
    }

    /** Description and alias of each model as the log leaves them. */
    void requireModels(Map<String, List<Record>> events) throws IOException {
        for (String model : ledger.models()) {
            JsonNode shown = get(registry, "/api/v1/models/" + model).json();
            Map<String, String> aliases = new HashMap<>();
            String description = "";
            for (Record record : events.get("model:" + model)) {
                if (record.is("AliasAssigned")) {
                    aliases.put(
                            record.json().path("alias").asString(),
                            record.json().path("version").asString());
                } else if (record.is("ModelDescribed")) {
                    description = record.json().path("description").asString();
                }
            }
            assertThat(shown.path("description").asString()).isEqualTo(description);
            assertThat(texts(shown.path("aliases"))).isEqualTo(aliases);
        }
    }

    private static List<String> all(Http service, String path, String field) throws IOException {
        List<String> all = new ArrayList<>();
        String cursor = "";
        do {
            String separator = path.contains("?") ? "&" : "?";
            JsonNode page = get(service, path + (cursor.isEmpty() ? "" : separator + "cursor=" + cursor))
                    .json();
            page.path("items").forEach(item -> all.add(item.path(field).asString()));
            cursor = page.path("next").asString("");
        } while (!cursor.isEmpty());
        return all;
    }

    private static Http.Answer get(Http service, String path) throws IOException {
        Http.Answer answer = service.get(path);
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        return answer;
    }

    /** The service's own verification agrees. */
    void requireVerified() throws IOException {
        String id = audit.write(
                        "POST",
                        "/api/v1/verifications",
                        Map.of(),
                        UUID.randomUUID().toString())
                .json()
                .path("id")
                .asString();
        JsonNode verification = await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(
                        () -> get(audit, "/api/v1/verifications/" + id).json(),
                        state -> !state.path("state").asString().equalsIgnoreCase("running"));
        assertThat(verification.hasNonNull("problem")).as("%s", verification).isFalse();
        assertThat(verification.path("total").asInt(-1)).as("%s", verification).isZero();
    }
}
