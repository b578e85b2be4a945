package dev.cairn.standalone.killing.inquest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cairn.events.Topics;
import dev.cairn.events.types.Sha256Digest;
import dev.cairn.standalone.killing.load.Doors;
import dev.cairn.standalone.killing.load.Http;
import dev.cairn.standalone.killing.load.Ledger;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
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
public final class Inquest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Ledger ledger;
    private final FoundEvents found;
    private final Http registry;
    private final Http audit;

    public Inquest(Ledger ledger, FoundEvents found, Doors doors) {
        this.ledger = ledger;
        this.found = found;
        this.registry = doors.registry();
        this.audit = doors.audit();
    }

    public Events requireEverythingOnce() throws SQLException {
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
        return Events.of(topics.values().stream().flatMap(List::stream));
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

    /** One effect for each operation of callers, however often it was sent; everything was answered in the end. */
    private void requireEffects(Collection<Record> stored) {
        Map<String, Long> effects = stored.stream()
                .filter(record -> record.topic().equals(Topics.REGISTRY) && !record.is("IntegrityVerified"))
                .filter(record -> ledger.models().contains(record.key().replaceFirst("model:", "")))
                .collect(Collectors.groupingBy(Record::correlation, Collectors.counting()));
        Map<String, String> acknowledged = ledger.acknowledged();
        assertThat(effects.keySet()).as("what was answered, and nothing else").isEqualTo(acknowledged.keySet());
        assertThat(effects.values()).as("one effect for each").containsOnly(1L);
    }

    /** Versions as they were registered, to the byte, and history as the topic tells it. */
    public void requireContent(Collection<Ledger.Version> versions, Events events) throws IOException {
        for (Ledger.Version version : versions) {
            String path = "/api/v1/models/" + version.model() + "/versions/" + version.label();
            JsonNode shown = registry.read(path);
            assertThat(shown.path("digest").asString())
                    .isEqualTo(version.digest().value());
            assertThat(texts(shown.path("tags"))).isEqualTo(tags(version, events));
            byte[] content = registry.get(path + "/artifacts/weights.bin").body();
            assertThat(Sha256Digest.of(content)).isEqualTo(version.artifact());
            assertThat(content).hasSize((int) version.bytes());
        }
        for (String model : versions.stream().map(Ledger.Version::model).collect(Collectors.toSet())) {
            List<String> onTopic = events.of(Topics.REGISTRY, model).stream()
                    .map(record -> record.id().toString())
                    .toList();
            requireHistory(model, onTopic);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(all(audit, "/api/v1/entries?model=" + model, "event"))
                            .as("the audit service's view of %s", model)
                            .containsAll(onTopic)
                            .doesNotHaveDuplicates());
        }
    }

    /** The registry shows what is on the topic; behind it only what it has found since of the contents that it reads again. */
    private void requireHistory(String model, List<String> onTopic) throws IOException {
        String path = "/api/v1/models/" + model + "/history";
        assertThat(all(registry, path, "id"))
                .as("the registry's view of %s", model)
                .startsWith(onTopic.toArray(String[]::new));
        assertThat(all(registry, path, "type").stream().skip(onTopic.size()))
                .as("what the registry did by itself to %s", model)
                .allMatch(type -> type.contains("IntegrityVerified"));
    }

    /** Tags as the log leaves them. */
    private static Map<String, String> tags(Ledger.Version version, Events events) {
        Map<String, String> tags = new HashMap<>();
        events.of(Topics.REGISTRY, version.model()).stream()
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
    public void requireModels(Events events) throws IOException {
        for (String model : ledger.models()) {
            JsonNode shown = registry.read("/api/v1/models/" + model);
            Map<String, String> aliases = new HashMap<>();
            String description = "";
            for (Record record : events.of(Topics.REGISTRY, model)) {
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
        return service.all(path).stream()
                .map(item -> item.path(field).asString())
                .toList();
    }

    /** The service's own verification agrees. */
    public void requireVerified() throws IOException {
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
                        () -> audit.read("/api/v1/verifications/" + id),
                        state -> !state.path("state").asString().equalsIgnoreCase("running"));
        assertThat(verification.hasNonNull("problem")).as("%s", verification).isFalse();
        assertThat(verification.path("total").asInt(-1)).as("%s", verification).isZero();
    }
}
