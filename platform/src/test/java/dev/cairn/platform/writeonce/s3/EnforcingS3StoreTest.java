package dev.cairn.platform.writeonce.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.platform.writeonce.Content;
import dev.cairn.platform.writeonce.WriteOnceStore.Enforcement;
import dev.cairn.test.Clause;
import dev.cairn.test.ObjectStore;
import io.minio.errors.ErrorResponseException;
import io.minio.messages.Item;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

@EnabledIfSystemProperty(
        named = ObjectStore.PROPERTY,
        matches = ".+",
        disabledReason = "No S3 server that enforces object lock was given")
class EnforcingS3StoreTest extends S3StoreContract {

    @Override
    ObjectStore server() {
        return ObjectStore.enforcing().orElseThrow();
    }

    @Test
    @Clause({"VER-8", "IMM-2"})
    void theProbeFindsThatThisServerEnforcesLocks() throws Exception {
        assertThat(store.enforcement()).isEqualTo(Enforcement.UNPROVEN);
        assertThat(store.probe()).isEqualTo(Enforcement.STORAGE_ENFORCED);
        assertThat(store.enforcement()).isEqualTo(Enforcement.STORAGE_ENFORCED);
    }

    @Test
    @Clause({"VER-3", "IMM-2"})
    void whatIsLockedCanNeitherBeDeletedNorUnlockedByAnybody() throws Exception {
        Content content = Content.random(System.nanoTime(), 100);
        store.put(content.stream(), content.digest(), 100);
        store.retain(content.digest(), Instant.now().plus(Duration.ofMinutes(2)));
        store.writeObject("locked", new byte[] {1}, Instant.now().plus(Duration.ofMinutes(2)));
        List<Item> versions = List.of(
                only(Insider.content(content.digest())),
                only(Insider.record(content.digest())),
                only("cairn/final/locked"));
        for (Item version : versions) {
            assertRefused(() -> insider().delete(version));
            assertRefused(() -> insider().lock(version, Instant.now().plusSeconds(30)));
            insider().lock(version, Instant.now().plus(Duration.ofMinutes(3)));
        }
        try (var bytes = store.open(content.digest(), 0, 1000)) {
            assertThat(bytes.readAllBytes()).isEqualTo(content.bytes());
        }
    }

    /** S3Mock begins a page at the next key, whatever version it is told. */
    @Test
    void listingsGoOnWhereAPageEnds() throws Exception {
        for (int version = 0; version < 25; version++) {
            insider().overwrite("cairn/final/paged", new byte[] {(byte) version});
        }
        store.writeObject("paged-not", new byte[] {9}, null);
        assertThat(store.readObject("paged")).hasValue(new byte[] {0});
        assertThat(store.objectNames("paged")).containsExactly("paged", "paged-not");
    }

    private Item only(String key) throws Exception {
        List<Item> versions = insider().versions(key);
        assertThat(versions).hasSize(1);
        return versions.get(0);
    }

    private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable attempt) {
        assertThatThrownBy(attempt)
                .isInstanceOfSatisfying(
                        ErrorResponseException.class,
                        refused -> assertThat(refused.response().code()).isEqualTo(403));
    }
}
