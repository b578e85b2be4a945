package dev.cairn.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.audit.proof.Checkpoint;
import dev.cairn.audit.proof.SignedNote;
import dev.cairn.embedded.EmbeddedBroker;
import dev.cairn.events.RecordedEvent;
import dev.cairn.events.registry.ModelEvent.ModelDescribed;
import dev.cairn.events.types.ModelName;
import dev.cairn.events.types.Sha256Digest;
import dev.cairn.test.TestServers;
import dev.cairn.test.TestService;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** A system whose history the tests alter behind its back and put back again; started once for all of them. */
final class TamperedSystem {

    static final byte[] WEIGHTS = "the weights of a model".repeat(1000).getBytes(StandardCharsets.UTF_8);
    static final AuditSystem AUDIT = new AuditSystem(
            EmbeddedBroker.start(TestService.temporaryDirectory("tampered-kafka"), 0, 0)
                    .bootstrapServers(),
            Map.of());
    static final String MODEL = TestServers.uniqueName("verified");
    /** Changes of the model, in the order of its stream. */
    static final List<RecordedEvent> EVENTS = new ArrayList<>();

    static final RecordedEvent VERSION = history();

    private TamperedSystem() {}

    private static RecordedEvent history() {
        more(300);
        RecordedEvent version = AUDIT.registry.registerVersion(AUDIT.store(), MODEL, "1.0.0", WEIGHTS);
        AUDIT.awaitLogged(version);
        more(300);
        awaitAnchored();
        clean();
        return version;
    }

    static void more(int count) {
        List<RecordedEvent> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(RegistryInPlace.event(
                    new ModelDescribed(new ModelName(MODEL), "change"), EVENTS.size() + i, RegistryInPlace.MIA));
        }
        AUDIT.registry.store(events);
        EVENTS.addAll(events);
        AUDIT.awaitLogged(events.get(count - 1));
    }

    /** Anchors are recorded, and those records are in the log. */
    static void awaitAnchored() {
        AuditSystem.await("everything is anchored", () -> {
            long anchored = AUDIT.jdbc()
                    .sql("select count(*) from events.event where type like '%CheckpointAnchored%'")
                    .query(Long.class)
                    .single();
            long logged = AUDIT.jdbc()
                    .sql("select count(*) from log.entry where anchor")
                    .query(Long.class)
                    .single();
            return anchored == logged && logged == anchors().size() && due() == 0;
        });
    }

    /** Nothing is on its way into the log any more, and its newest head stays as it is. */
    static void awaitRest() {
        awaitAnchored();
        AuditSystem.await("the log rests", () -> {
            long unlogged = AUDIT.jdbc()
                    .sql("select count(*) from events.event e where not exists"
                            + " (select from log.entry l where l.event = e.id)")
                    .query(Long.class)
                    .single();
            long entries = AUDIT.jdbc()
                    .sql("select count(*) from log.entry")
                    .query(Long.class)
                    .single();
            return unlogged == 0 && due() == 0 && Files.readString(head()).contains("\\n" + entries + "\\n");
        });
    }

    static long due() {
        return AUDIT.jdbc().sql("""
            select count(*) from log.entry where not anchor and index >=
                (select max((convert_from(data, 'UTF8')::json->>'size')::bigint) from events.event
                 where type like '%CheckpointAnchored%')
            """).query(Long.class).single();
    }

    static void clean() {
        JsonNode verification = AUDIT.verify();
        assertThat(verification.path("state").asString())
                .as(verification.toPrettyString())
                .isEqualTo("DONE");
        assertThat(verification.path("total").asInt())
                .as(verification.toPrettyString())
                .isZero();
        assertThat(verification.has("lastGoodSize")).isFalse();
    }

    /** What was altered, and how it is put back. */
    interface Undo extends AutoCloseable {
        @Override
        void close();
    }

    static JsonNode foundAfter(Undo altered) {
        try (altered) {
            JsonNode verification = AUDIT.verify();
            assertThat(verification.path("state").asString())
                    .as(verification.toPrettyString())
                    .isEqualTo("DONE");
            return verification;
        }
    }

    static List<String> findings(JsonNode verification) {
        List<String> findings = new ArrayList<>();
        verification
                .path("findings")
                .forEach(finding -> findings.add(finding.path("what").asString() + " "
                        + finding.path("where").asString()));
        return findings;
    }

    static Undo altered(Path file, byte[] content) {
        try {
            byte[] before = Files.readAllBytes(file);
            assertThat(file.toFile().setWritable(true)).isTrue();
            Files.write(file, content);
            return () -> write(file, before);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static Undo flipped(Path file) {
        try {
            byte[] content = Files.readAllBytes(file);
            content[content.length / 2] ^= 1;
            return altered(file, content);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static Undo deleted(Path file) {
        try {
            byte[] before = Files.readAllBytes(file);
            Files.delete(file);
            return () -> write(file, before);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static void write(Path file, byte[] content) {
        try {
            Files.write(file, content);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static Undo sql(String tampering, String undoing) {
        AUDIT.registry.tamper(tampering);
        return () -> AUDIT.registry.tamper(undoing);
    }

    static Undo auditSql(String tampering, String undoing) {
        AUDIT.tamper(tampering);
        return () -> AUDIT.tamper(undoing);
    }

    static Path blob(Sha256Digest digest) {
        return AUDIT.directory
                .resolve("blobs")
                .resolve(digest.value().substring(0, 2))
                .resolve(digest.value())
                .resolve("content");
    }

    static Path object(String name) {
        return AUDIT.directory.resolve("final/log/" + name);
    }

    static Path head() {
        try (Stream<Path> heads = Files.list(AUDIT.directory.resolve("current/log/head"))) {
            return heads.sorted().reduce((one, later) -> later).orElseThrow();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<Path> anchors() {
        try (Stream<Path> files = Files.list(AUDIT.directory.resolve("final/log/anchors"))) {
            return files.sorted((one, other) -> Integer.compare(number(one), number(other)))
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static int number(Path anchor) {
        return Integer.parseInt(anchor.getFileName().toString());
    }

    static long index(RecordedEvent event) {
        return AUDIT.inclusion(event.headers().id()).json().path("index").asLong();
    }

    static String row(RecordedEvent event) {
        return "registry events.event row "
                + AUDIT.registry
                        .jdbc()
                        .sql("select global_index from events.event where id = ?")
                        .param(event.headers().id())
                        .query(Long.class)
                        .single();
    }

    static String where(RecordedEvent event) {
        return "where id = '" + event.headers().id() + "'";
    }

    static int newestAnchorWithin(long size) {
        return anchors().stream()
                .filter(anchor -> checkpoint(anchor).size() <= size)
                .mapToInt(TamperedSystem::number)
                .max()
                .orElseThrow();
    }

    static Checkpoint checkpoint(Path anchor) {
        try {
            return Checkpoint.parse(SignedNote.parse(Files.readString(anchor)).text());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static Undo deletedRow(RecordedEvent event) {
        return sql(
                "create table if not exists public.kept as select * from events.event " + where(event)
                        + "; delete from events.event " + where(event),
                "insert into events.event overriding system value select * from public.kept; drop table public.kept");
    }

    static long recorded() {
        return AUDIT.jdbc()
                .sql("select count(*) from events.event where type like '%TamperingDetected%'")
                .query(Long.class)
                .single();
    }
}
