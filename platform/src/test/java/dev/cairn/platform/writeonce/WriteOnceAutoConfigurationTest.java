package dev.cairn.platform.writeonce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.platform.writeonce.WriteOnceStore.Enforcement;
import dev.cairn.platform.writeonce.directory.DirectoryStoreAutoConfiguration;
import dev.cairn.platform.writeonce.s3.S3StoreAutoConfiguration;
import dev.cairn.test.Clause;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class WriteOnceAutoConfigurationTest {

    @TempDir
    private Path root;

    private final ApplicationContextRunner service = new ApplicationContextRunner()
            .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
            .withConfiguration(AutoConfigurations.of(
                    WriteOnceAutoConfiguration.class,
                    DirectoryStoreAutoConfiguration.class,
                    S3StoreAutoConfiguration.class));

    @Test
    @Clause("VER-8")
    void whatTheStoreEnforcesIsShownInHealthAndAMeter() {
        service.withPropertyValues("cairn.write-once.kind=directory", "cairn.write-once.directory=" + root)
                .run(context -> {
                    var store = context.getBean(WriteOnceStore.class);
                    Awaitility.await()
                            .atMost(Duration.ofSeconds(30))
                            .until(() -> store.enforcement() == Enforcement.DETECT_ONLY);
                    var health = context.getBean(StoreHealth.class).health();
                    assertThat(health.getStatus()).isEqualTo(Status.UP);
                    assertThat(health.getDetails())
                            .containsEntry("store", "directory " + root)
                            .containsEntry("enforcement", "detect-only");
                    assertThat(context.getBean(MeterRegistry.class)
                                    .get("cairn.writeonce.enforced")
                                    .gauge()
                                    .value())
                            .isZero();
                });
    }

    @Test
    void whatADeadProcessLeftIsSweptInTheBackground() throws Exception {
        Content content = Content.random(1, 10);
        service.withPropertyValues(
                        "cairn.write-once.kind=directory",
                        "cairn.write-once.directory=" + root,
                        "cairn.write-once.sweep-every=20ms",
                        "cairn.write-once.sweep-after=0s")
                .run(context -> {
                    var store = context.getBean(WriteOnceStore.class);
                    store.put(content.stream(), content.digest(), 10);
                    context.getBean(Uploads.class).open();
                    var swept = context.getBean(MeterRegistry.class)
                            .get("cairn.writeonce.swept")
                            .counter();
                    Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> swept.count() == 2);
                    assertThat(store.find(content.digest())).isEmpty();
                });
    }

    @Test
    void twoServicesOfOneProcessShareADirectory() {
        var sharing =
                service.withPropertyValues("cairn.write-once.kind=directory", "cairn.write-once.directory=" + root);
        sharing.run(registry -> sharing.run(audit -> {
            audit.getBean(WriteOnceStore.class).writeObject("log/checkpoint", new byte[] {1}, null);
            assertThat(registry.getBean(WriteOnceStore.class).readObject("log/checkpoint"))
                    .hasValue(new byte[] {1});
        }));
    }

    @Test
    void aServiceWithoutWriteOnceSettingsHasNoStore() {
        service.run(context -> assertThat(context).doesNotHaveBean(WriteOnceStore.class));
    }

    @Test
    void aDirectoryThatIsNotNamedIsAskedFor() {
        service.withPropertyValues("cairn.write-once.kind=directory")
                .run(context -> assertThat(context).getFailure().hasStackTraceContaining("cairn.write-once.directory"));
        assertThat(Files.exists(root.resolve("blobs"))).isFalse();
    }

    @Test
    void whatIsMissingToReachABucketIsAskedForAllAtOnce() {
        service.withPropertyValues("cairn.write-once.kind=s3", "cairn.write-once.s3.bucket=b")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasStackTraceContaining(
                                "cairn.write-once.s3.endpoint, cairn.write-once.s3.region, cairn.write-once.s3.access-key,"
                                        + " cairn.write-once.s3.secret-key are not set"));
    }

    @ParameterizedTest
    @CsvSource({
        "endpoint, 127.0.0.1:9000, endpoint has to be the address of a server",
        "endpoint, http://127.0.0.1/bucket, endpoint has to be the address of a server",
        "endpoint, http://user:secret@127.0.0.1, endpoint has to be the address of a server",
        "bucket, Models, bucket has to be the name of a bucket",
        "prefix, cairn, prefix has to end with '/'",
        "prefix, ../, An object's prefix"
    })
    void anAddressThatIsNoneIsRefused(String setting, String value, String words) {
        bucketAt("http://127.0.0.1:1")
                .withPropertyValues("cairn.write-once.s3." + setting + "=" + value)
                .run(context -> assertThat(context).getFailure().hasStackTraceContaining(words));
    }

    @Test
    void aBucketThatIsAwayShowsInHealthWithoutItsSecret() {
        bucketAt("http://127.0.0.1:1").run(context -> {
            var indicator = context.getBean(StoreHealth.class);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> indicator.health().getStatus().equals(Status.DOWN));
            assertThat(indicator.health().getDetails())
                    .containsEntry("store", "bucket models at http://127.0.0.1:1")
                    .containsEntry("enforcement", "unproven")
                    .extractingByKey("fault")
                    .asString()
                    .contains("cannot be reached")
                    .doesNotContain("very-secret");
            assertThat(context.getBean(WriteOnceProperties.class).toString()).doesNotContain("very-secret");
        });
    }

    private ApplicationContextRunner bucketAt(String endpoint) {
        return service.withPropertyValues(
                "cairn.write-once.kind=s3",
                "cairn.write-once.s3.endpoint=" + endpoint,
                "cairn.write-once.s3.region=default",
                "cairn.write-once.s3.bucket=models",
                "cairn.write-once.s3.access-key=access",
                "cairn.write-once.s3.secret-key=very-secret");
    }
}
