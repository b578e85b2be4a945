package dev.cairn.platform.writeonce.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.platform.writeonce.Content;
import dev.cairn.platform.writeonce.WriteOnceStore.Enforcement;
import dev.cairn.test.Clause;
import dev.cairn.test.ObjectStore;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PretendingS3StoreTest extends S3StoreContract {

    @Override
    ObjectStore server() {
        return ObjectStore.pretending();
    }

    @Test
    @Clause({"VER-8", "IMM-2"})
    void theProbeFindsThatThisServerOnlyPretendsToLock() throws Exception {
        assertThat(store.enforcement()).isEqualTo(Enforcement.UNPROVEN);
        assertThat(store.probe()).isEqualTo(Enforcement.DETECT_ONLY);
        assertThat(store.enforcement()).isEqualTo(Enforcement.DETECT_ONLY);
    }

    @Test
    @Clause("IMM-4")
    void whatSuchAServerLetGoIsMissedAndHealedWhenItIsSentAgain() throws Exception {
        Content content = Content.random(System.nanoTime(), 100);
        store.put(content.stream(), content.digest(), 100);
        store.retain(content.digest(), Instant.now().plus(Duration.ofMinutes(2)));
        insider().delete(insider().versions(Insider.content(content.digest())).get(0));
        assertThat(store.find(content.digest())).isEmpty();
        store.put(content.stream(), content.digest(), 100);
        store.retain(content.digest(), Instant.now().plus(Duration.ofMinutes(2)));
        store.sweep(Instant.now().plus(Duration.ofMinutes(1)));
        try (var bytes = store.open(content.digest(), 0, 1000)) {
            assertThat(bytes.readAllBytes()).isEqualTo(content.bytes());
        }
    }
}
