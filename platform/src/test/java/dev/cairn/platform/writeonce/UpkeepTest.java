package dev.cairn.platform.writeonce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.platform.writeonce.WriteOnceStore.Enforcement;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class UpkeepTest {

    private static final WriteOnceProperties.S3 NOWHERE =
            new WriteOnceProperties.S3("", "", "", "", "", "", null, Duration.ZERO, Duration.ZERO, Duration.ZERO);

    private final AtomicInteger probes = new AtomicInteger();
    private final AtomicInteger sweeps = new AtomicInteger();

    /** A store that can be asked what it enforces, and not be swept. */
    private WriteOnceStore unsweepable() {
        return (WriteOnceStore) Proxy.newProxyInstance(
                WriteOnceStore.class.getClassLoader(),
                new Class<?>[] {WriteOnceStore.class},
                (proxy, method, given) -> switch (method.getName()) {
                    case "probe", "enforcement" -> {
                        probes.incrementAndGet();
                        yield Enforcement.DETECT_ONLY;
                    }
                    case "sweep" -> {
                        sweeps.incrementAndGet();
                        throw new IOException("nothing can be listed");
                    }
                    default -> "the store";
                });
    }

    @Test
    void aGoodProbeHidesNoSweepThatFails() {
        WriteOnceStore store = unsweepable();
        var properties = new WriteOnceProperties(
                null,
                null,
                DataSize.ofBytes(0),
                NOWHERE,
                Duration.ofHours(1),
                Duration.ofDays(1),
                Duration.ofMillis(1));
        var upkeep = new Upkeep(
                store, properties, InstantSource.system(), new StoreMeters(store, new SimpleMeterRegistry()));
        upkeep.start();
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> sweeps.get() > 0);
        int before = probes.get();
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> probes.get() > before + 10);

        assertThat(upkeep.fault()).contains("sweep failed").contains("nothing can be listed");
        assertThat(sweeps).hasValue(1);
        upkeep.stop();
    }
}
