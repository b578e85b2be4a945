package dev.cairn.registry;

import static dev.cairn.registry.RunningRegistry.engineer;
import static dev.cairn.registry.RunningRegistry.get;
import static dev.cairn.registry.RunningRegistry.manifest;
import static dev.cairn.registry.RunningRegistry.newModel;
import static dev.cairn.registry.RunningRegistry.upload;
import static dev.cairn.registry.RunningRegistry.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.events.types.Sha256Digest;
import dev.cairn.test.Answer;
import dev.cairn.test.Clause;
import dev.cairn.test.TestTokens;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

class DownloadTest {

    private static final int MIB = 1024 * 1024;

    @Test
    @Clause({"RET-1", "RET-5"})
    void handsOutExactlyTheBytesThatCameInAndRecordsThePair() throws Exception {
        byte[] content = random(20 * MIB + 17);
        String version = version(content);
        Answer answer = get(engineer(), version + "/artifacts/model.bin");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.response().body()).isEqualTo(content);
        assertThat(answer.header("ETag")).isEqualTo("\"" + Sha256Digest.of(content) + "\"");
        assertThat(access(version))
                .containsExactly("RetrievalStarted.v1", "RetrievalFinished.v1 COMPLETE " + content.length);
    }

    @Test
    @Clause({"RET-2", "RET-4"})
    void handsOutRanges() throws Exception {
        byte[] content = random(17 * MIB);
        String version = version(content);
        for (int[] range :
                new int[][] {{0, 0}, {5, 9}, {8 * MIB - 1, 8 * MIB}, {16 * MIB, 17 * MIB - 1}, {0, 17 * MIB - 1}}) {
            Answer answer =
                    get(engineer(), version + "/artifacts/model.bin", "Range", "bytes=" + range[0] + "-" + range[1]);
            assertThat(answer.status()).isEqualTo(206);
            assertThat(answer.response().body()).isEqualTo(Arrays.copyOfRange(content, range[0], range[1] + 1));
        }
        for (String range : List.of("bytes=99999999-", "bytes=1-2,4-5", "bytes=9-2", "bytes=")) {
            Answer answer = get(engineer(), version + "/artifacts/model.bin", "Range", range);
            assertThat(answer.status()).as(range).isEqualTo(416);
            assertThat(answer.header("Content-Range")).as(range).isEqualTo("bytes */" + content.length);
        }
    }

    @Test
    @Clause("RET-4")
    void passesOverARangeInAUnitThatItDoesNotKnow() throws Exception {
        byte[] content = random(1000);
        String artifact = version(content) + "/artifacts/model.bin";

        assertThat(get(engineer(), artifact, "Range", "Bytes=5-9").status()).isEqualTo(206);
        for (String range : List.of("lines=1-2", "bytes", "bytesize=1-2")) {
            Answer answer = get(engineer(), artifact, "Range", range);
            assertThat(answer.status()).as(range).isEqualTo(200);
            assertThat(answer.response().body()).isEqualTo(content);
            assertThat(answer.header("Content-Range")).isNull();
        }
    }

    @Test
    @Clause({"RET-1", "RET-4"})
    void goesOnWithTheSameContentOnlyWhereTheNameHasMovedMeanwhile() throws Exception {
        byte[] content = random(MIB);
        String artifact = version(content) + "/artifacts/model.bin";
        String tag = "\"" + Sha256Digest.of(content) + "\"";

        Answer same = get(engineer(), artifact, "Range", "bytes=100-", "If-Range", tag);
        assertThat(same.status()).isEqualTo(206);
        Answer moved = get(engineer(), artifact, "Range", "bytes=100-", "If-Range", "\"of another version\"");
        assertThat(moved.status()).isEqualTo(200);
        assertThat(moved.response().body()).isEqualTo(content);
    }

    @Test
    void sendsNothingAgainToWhoeverHasIt() throws Exception {
        byte[] content = random(MIB);
        String version = version(content);
        for (String path : List.of("/artifacts/model.bin", "/package")) {
            String tag = get(engineer(), version + path).header("ETag");

            Answer again = get(engineer(), version + path, "If-None-Match", tag);
            assertThat(again.status()).as(path).isEqualTo(304);
            assertThat(again.response().body()).isEmpty();
        }
        assertThat(access(version)).as("nothing more was handed out").hasSize(4);
    }

    @Test
    @Clause({"RET-2", "IMM-4"})
    void neverEndsWellWhenTheStoreLostOrAlteredAByte() throws Exception {
        byte[] content = random(17 * MIB);
        String version = version(content);
        flip(Sha256Digest.of(content), 16 * MIB + 5);

        // The damage is in the last chunk, so the answer has begun: it must break off.
        assertThatThrownBy(
                        () -> RunningRegistry.send(RunningRegistry.request(engineer(), version + "/artifacts/model.bin")
                                .GET()))
                .hasRootCauseInstanceOf(IOException.class);
        assertThat(get(engineer(), version + "/artifacts/model.bin", "Range", "bytes=16777216-")
                        .code())
                .isEqualTo("content-damaged");
        assertThat(get(engineer(), version + "/artifacts/model.bin", "Range", "bytes=0-99")
                        .status())
                .isEqualTo(206);
        assertThat(access(version))
                .filteredOn(event -> event.contains("FAILED_VERIFICATION"))
                .hasSize(2);
        assertThat(get(engineer(), version).json().path("damaged").toString()).isEqualTo("[\"model.bin\"]");
    }

    @Test
    @Clause({"RET-1", "IMM-4"})
    void handsOutWhatWasRegisteredWhateverSomebodyWroteIntoTheView() throws Exception {
        byte[] content = random(MIB);
        byte[] other = random(MIB);
        String version = version(content);
        Answer before = get(engineer(), version);
        Answer elsewhere = get(engineer(), version(other));
        RunningRegistry.jdbc()
                .sql("update version set digest = ? where digest = ?")
                .param(elsewhere.json().path("digest").asString())
                .param(before.json().path("digest").asString())
                .update();

        assertThat(get(engineer(), version).json()).isEqualTo(before.json());
        assertThat(get(engineer(), version + "/artifacts/model.bin").response().body())
                .isEqualTo(content);
    }

    @Test
    @Clause({"RET-1", "RET-3"})
    void packsAWholeVersionTheSameWayEachTime() throws Exception {
        byte[] content = random(9 * MIB);
        String version = version(content);
        byte[] once = get(engineer(), version + "/package").response().body();

        assertThat(get(engineer(), version + "/package").response().body()).isEqualTo(once);
        Map<String, byte[]> entries = new HashMap<>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(once))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.put(entry.getName(), zip.readAllBytes());
            }
        }
        assertThat(entries.get("artifacts/model.bin")).isEqualTo(content);
        assertThat(Sha256Digest.of(entries.get("manifest.json")).value())
                .isEqualTo(get(engineer(), version).json().path("digest").asString());
    }

    @Test
    @Clause("RET-5")
    void recordsOnePairForASessionWhateverItsRanges() throws Exception {
        byte[] content = random(MIB);
        String version = version(content);
        String session = UUID.randomUUID().toString();
        for (int i = 0; i < 4; i++) {
            part(engineer(), version, session, i);
        }

        assertThat(awaitAccess(version, 2))
                .containsExactly("RetrievalStarted.v1", "RetrievalFinished.v1 COMPLETE 4000");
    }

    @Test
    @Clause("RET-5")
    void rangesThatBeginASessionAtOnceAreOnePair() throws Exception {
        byte[] content = random(MIB);
        String version = version(content);
        String session = UUID.randomUUID().toString();
        List<Callable<Answer>> ranges = IntStream.range(0, 8)
                .<Callable<Answer>>mapToObj(i -> () -> part(engineer(), version, session, i))
                .toList();
        var pool = Executors.newFixedThreadPool(8);
        for (Future<Answer> range : pool.invokeAll(ranges)) {
            assertThat(range.get().status()).as(range.get().toString()).isEqualTo(206);
        }
        pool.shutdown();

        assertThat(awaitAccess(version, 2))
                .containsExactly("RetrievalStarted.v1", "RetrievalFinished.v1 COMPLETE 8000");
    }

    @Test
    @Clause("RET-5")
    void aSessionThatHasEndedOrIsSomebodyElsesBecomesANewOne() throws Exception {
        byte[] content = random(MIB);
        String version = version(content);
        String session = UUID.randomUUID().toString();

        assertThat(part(engineer(), version, session, 0).status()).isEqualTo(206);
        assertThat(part(TestTokens.of("max", "ml-engineer"), version, session, 1)
                        .status())
                .isEqualTo(206);
        assertThat(awaitAccess(version, 4))
                .filteredOn("RetrievalStarted.v1"::equals)
                .hasSize(2);
        assertThat(part(engineer(), version, session, 2).status()).isEqualTo(206);
        assertThat(awaitAccess(version, 6))
                .filteredOn("RetrievalStarted.v1"::equals)
                .hasSize(3);
    }

    private static Answer part(String token, String version, String session, int part) {
        String range = "bytes=" + part * 1000 + "-" + (part * 1000 + 999);
        return get(token, version + "/artifacts/model.bin", "X-Cairn-Session", session, "Range", range);
    }

    /** What is recorded once all sessions have rested, for which nobody has to wait here. */
    private static List<String> awaitAccess(String version, int count) throws InterruptedException {
        Instant limit = Instant.now().plus(Duration.ofMinutes(3));
        while (access(version).size() < count && Instant.now().isBefore(limit)) {
            RunningRegistry.jdbc()
                    .sql(
                            "update registry.retrieval set active = now() - interval '1 day' where model = ? and running = 0")
                    .param(model(version))
                    .update();
            Thread.sleep(200);
        }
        return access(version);
    }

    private static byte[] random(int size) {
        byte[] content = new byte[size];
        new Random().nextBytes(content);
        return content;
    }

    /** Registers a version with this content and gives its address. */
    private static String version(byte[] content) {
        String versions = "/api/v1/models/" + newModel(engineer(), "NUMBER") + "/versions";
        Sha256Digest digest = upload(engineer(), content);
        Answer answer = write(
                engineer(),
                "POST",
                versions,
                manifest(digest, content.length, "").getBytes(StandardCharsets.UTF_8));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        return versions + "/1";
    }

    /** What somebody with access to the disk could do. */
    private static void flip(Sha256Digest digest, int position) throws IOException {
        try (var files = Files.walk(RunningRegistry.ARTIFACTS)) {
            Path file = files.filter(path -> path.toString().replace("/", "").contains(digest.value()))
                    .filter(path -> path.toFile().length() > position)
                    .findFirst()
                    .orElseThrow();
            file.toFile().setWritable(true);
            try (var channel = Files.newByteChannel(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                var one = ByteBuffer.allocate(1);
                channel.position(position).read(one);
                one.put(0, (byte) (one.get(0) ^ 1)).flip();
                channel.position(position).write(one);
            }
        }
    }

    private static List<String> access(String version) {
        return RunningRegistry.jdbc()
                .sql(
                        "select replace(type, 'dev.cairn.access.', '') || coalesce(' ' || (convert_from(data, 'UTF8')::json"
                                + "->>'outcome') || ' ' || (convert_from(data, 'UTF8')::json->>'bytes'), '')"
                                + " from events.event where key = ? and topic = 'cairn.registry.access' order by global_index")
                .param("model:" + model(version))
                .query(String.class)
                .list();
    }

    private static String model(String version) {
        return version.split("/")[4];
    }
}
