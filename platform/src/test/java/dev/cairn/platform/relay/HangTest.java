package dev.cairn.platform.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.platform.relay.RelayState.Phase;
import dev.cairn.test.Clause;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class HangTest {

    private RelayedService service;

    @BeforeEach
    void make() {
        service = RelayedService.make();
    }

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    @Timeout(180)
    @Clause({"REG-3", "REG-4", "AUD-1"})
    void anotherProcessGoesOnWhenTheRelayHangsAndThatOneStandsByWhenItWakes() throws Exception {
        try (var hanging = RelayingProcess.start(service)) {
            hanging.awaitLine("RELAYING");
            var second = service.start(RelayedService.SHORT_SILENCE);
            RelayedService.awaitPhase(second, Phase.STANDING_BY);

            whileStoring(() -> {
                hanging.standStill();
                RelayedService.awaitPhase(second, Phase.RELAYING);
                hanging.goOn();
                hanging.awaitLine("STANDING_BY");
            });
            service.awaitSent();

            assertThat(service.published()).isEqualTo(service.expected());
        }
    }

    private void whileStoring(Runnable work) throws InterruptedException {
        var done = new AtomicBoolean();
        var stored = new AtomicInteger();
        var writer = new Thread(() -> {
            while (!done.get()) {
                int next = stored.getAndIncrement();
                service.store(service.event("model-" + next % 5, next / 5));
            }
        });
        writer.start();
        try {
            RelayedService.await("the relay is busy", () -> stored.get() > 100);
            work.run();
        } finally {
            done.set(true);
            writer.join();
        }
    }
}
