package dev.cairn.platform.writeonce.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.events.types.Sha256Digest;
import dev.cairn.platform.writeonce.BlobContract;
import dev.cairn.platform.writeonce.Content;
import dev.cairn.platform.writeonce.ObjectContract;
import dev.cairn.platform.writeonce.UploadContract;
import dev.cairn.platform.writeonce.Uploads;
import dev.cairn.platform.writeonce.WriteOnceStore;
import dev.cairn.platform.writeonce.WriteOnceStore.Away;
import dev.cairn.platform.writeonce.WriteOnceStore.Enforcement;
import dev.cairn.platform.writeonce.WriteOnceStore.RecordAltered;
import dev.cairn.test.Clause;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DirectoryStoreTest {

    @TempDir
    private Path root;

    private final List<DirectoryStore> opened = new ArrayList<>();
    private DirectoryStore store;

    @BeforeEach
    void open() throws IOException {
        store = another();
    }

    private DirectoryStore another() throws IOException {
        var another = new DirectoryStore(root, InstantSource.system(), 0);
        opened.add(another);
        return another;
    }

    @AfterEach
    void close() throws IOException {
        for (DirectoryStore each : opened) {
            each.close();
        }
    }

    @Test
    @Clause("REG-7")
    void leavesRoomOnTheDiskForWhateverElseLivesThere() throws IOException {
        byte[] content = {1, 2, 3};
        try (var careful = new DirectoryStore(root, InstantSource.system(), Long.MAX_VALUE)) {
            Sha256Digest digest = Sha256Digest.of(content);
            assertThatThrownBy(() -> careful.put(new ByteArrayInputStream(content), digest, 3))
                    .isInstanceOf(Away.class)
                    .hasMessageContaining("cairn.write-once.reserve");
            assertThat(careful.find(digest)).isEmpty();

            UUID upload = careful.uploads().open();
            assertThatThrownBy(() -> careful.uploads().append(upload, 0, new ByteArrayInputStream(content), 3))
                    .isInstanceOf(Away.class);
            assertThat(careful.uploads().size(upload)).isZero();
        }
    }

    @Nested
    class Blobs extends BlobContract {
        @Override
        protected WriteOnceStore store() {
            return store;
        }

        @Override
        protected WriteOnceStore reopened() throws IOException {
            return another();
        }
    }

    @Nested
    class Objects extends ObjectContract {
        @Override
        protected WriteOnceStore store() {
            return store;
        }

        @Override
        protected WriteOnceStore reopened() throws IOException {
            return another();
        }
    }

    @Nested
    class Parts extends UploadContract {
        @Override
        protected WriteOnceStore store() {
            return store;
        }

        @Override
        protected Uploads uploads() {
            return store.uploads();
        }

        @Override
        protected Uploads restarted() throws IOException {
            return another().uploads();
        }
    }

    @Test
    @Clause("VER-8")
    void theProbeFindsThatADirectoryOnlyLetsChangesBeFound() throws IOException {
        assertThat(store.enforcement()).isEqualTo(Enforcement.UNPROVEN);
        assertThat(store.probe()).isEqualTo(Enforcement.DETECT_ONLY);
        assertThat(store.enforcement()).isEqualTo(Enforcement.DETECT_ONLY);
    }

    @Test
    @Clause("VER-3")
    void whatIsStoredCannotBeWrittenToByAnyoneWithoutSpecialRights() throws IOException {
        Content content = Content.random(1, 100);
        store.put(content.stream(), content.digest(), 100);
        Path file = place(content).resolve("content");
        assertThat(Files.getPosixFilePermissions(file))
                .allMatch(right -> right.name().endsWith("_READ"));
    }

    private Path place(Content content) {
        String digest = content.digest().value();
        return root.resolve("blobs").resolve(digest.substring(0, 2)).resolve(digest);
    }

    @Test
    void whatTheDeadLeftHalfWrittenIsRemovedAndWhatTheLivingWriteIsNot() throws IOException {
        Path dead = Files.createDirectories(
                root.resolve("staging").resolve(UUID.randomUUID().toString()));
        Files.writeString(dead.resolve("half"), "writ");
        Files.createFile(dead.resolveSibling(dead.getFileName() + ".lock"));
        long living = entries(root.resolve("staging"));

        another();
        assertThat(dead).doesNotExist();
        // Two of the dead went, two of the new one came
        assertThat(entries(root.resolve("staging"))).isEqualTo(living);
        Content content = Content.random(2, 100);
        store.put(content.stream(), content.digest(), 100);
        assertThat(store.find(content.digest())).isPresent();
    }

    @Test
    void storesOpenedAtOnceInOneProcessRemoveTheDeadOnce() throws Exception {
        for (int round = 0; round < 20; round++) {
            for (int i = 0; i < 20; i++) {
                Path dead = Files.createDirectory(
                        root.resolve("staging").resolve(UUID.randomUUID().toString()));
                Files.createFile(dead.resolveSibling(dead.getFileName() + ".lock"));
            }
            var together = new CyclicBarrier(4);
            var services = Executors.newFixedThreadPool(4);
            List<Future<DirectoryStore>> opening = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                opening.add(services.submit(() -> {
                    together.await();
                    return new DirectoryStore(root, InstantSource.system(), 0);
                }));
            }
            for (Future<DirectoryStore> one : opening) {
                one.get().close();
            }
            services.shutdown();
            assertThat(entries(root.resolve("staging")))
                    .as("the first store's own")
                    .isEqualTo(2);
        }
    }

    @Test
    void aSweepThatIsInterruptedEnds() throws IOException {
        for (int i = 0; i < 3; i++) {
            Content content = Content.random(10 + i, 100);
            store.put(content.stream(), content.digest(), 100);
        }
        Thread.currentThread().interrupt();
        try {
            assertThatIOException().isThrownBy(() -> store.sweep(Instant.now().plusSeconds(60)));
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void nothingIsLeftInStagingAfterSuccessOrFailure() throws IOException {
        Content content = Content.random(3, 100);
        store.put(content.stream(), content.digest(), 100);
        store.put(content.stream(), content.digest(), 100);
        assertThatIOException().isThrownBy(() -> store.put(content.breakingAfter(10), content.digest(), 100));
        store.writeObject("a", new byte[1], null);
        store.probe();
        try (Stream<Path> left = Files.walk(root.resolve("staging"))) {
            assertThat(left.filter(Files::isRegularFile)
                            .map(file -> file.getFileName().toString()))
                    .allMatch(name -> name.endsWith(".lock"));
        }
    }

    private static long entries(Path directory) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.count();
        }
    }

    @Test
    @Clause("IMM-4")
    void whatRottedIsHealedWhenItIsStoredAgain() throws IOException {
        Content content = Content.random(4, 100);
        store.put(content.stream(), content.digest(), 100);
        store.retain(content.digest(), Instant.now().plusSeconds(60));
        Path file = place(content).resolve("content");
        assertThat(file.toFile().setWritable(true)).isTrue();
        Files.write(file, new byte[] {1, 2, 3});
        store.put(content.stream(), content.digest(), 100);
        try (var bytes = store.open(content.digest(), 0, 1000)) {
            assertThat(bytes.readAllBytes()).isEqualTo(content.bytes());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "null",
                "[",
                "{'digest': 'DIGEST', 'bytes': 100, 'chunks': [], 'stored': '2026-01-01T00:00:00Z', 'version': ''}",
                "{'digest': 'DIGEST', 'bytes': 8388609, 'chunks': ['DIGEST'], 'stored': '2026-01-01T00:00:00Z', 'version': ''}",
                "{'digest': 'DIGEST', 'bytes': 0, 'chunks': ['DIGEST', 'DIGEST'], 'stored': '2026-01-01T00:00:00Z', 'version': ''}",
                "{'digest': 'DIGEST', 'bytes': -1, 'chunks': ['DIGEST'], 'stored': '2026-01-01T00:00:00Z', 'version': ''}",
                "{'digest': 'DIGEST', 'bytes': 100, 'chunks': ['DIGEST'], 'version': ''}"
            })
    @Clause("IMM-4")
    void aRecordThatSomebodyAlteredIsNamed(String altered) throws IOException {
        Content content = Content.random(5, 100);
        store.put(content.stream(), content.digest(), 100);
        Path record = place(content).resolve("record");
        assertThat(record.toFile().setWritable(true)).isTrue();
        Files.writeString(
                record,
                altered.replace('\'', '"').replace("DIGEST", content.digest().value()));
        assertThatExceptionOfType(RecordAltered.class)
                .isThrownBy(() -> store.find(content.digest()))
                .withMessageContaining(content.digest().value())
                .withMessageContaining("altered");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aDiskThatIsFullIsSaidToBe() throws IOException {
        Content content = Content.random(7, 100);
        try (FileChannel full = FileChannel.open(Path.of("/dev/full"), StandardOpenOption.WRITE)) {
            assertThatExceptionOfType(Away.class)
                    .isThrownBy(() -> Durably.copy(content.stream(), full))
                    .withMessageContaining("No space left");
        }
    }

    @Test
    void aDiskThatIsNotMountedSaysNothingOfItsBlobs() throws IOException {
        Content content = Content.random(8, 100);
        store.put(content.stream(), content.digest(), 100);
        Files.move(root.resolve("blobs"), root.resolve("elsewhere"));

        assertThatExceptionOfType(Away.class).isThrownBy(() -> store.find(content.digest()));
        assertThatExceptionOfType(Away.class).isThrownBy(() -> store.open(content.digest(), 0, 1));
        assertThatExceptionOfType(Away.class).isThrownBy(() -> store.retain(content.digest(), Instant.now()));
    }

    @Test
    void filesThatAreNotOursDisturbNothing() throws IOException {
        Files.writeString(root.resolve("uploads").resolve("lost+found"), "");
        Files.createDirectories(root.resolve("blobs/00/stranger"));
        Content content = Content.random(6, 100);
        store.put(content.stream(), content.digest(), 100);
        assertThat(store.sweep(Instant.now().plusSeconds(60))).isEqualTo(1);
    }
}
