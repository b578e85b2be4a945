package dev.cairn.platform.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.embedded.EmbeddedBroker;
import dev.cairn.events.operations.OperationsEvent;
import dev.cairn.events.types.Actor;
import dev.cairn.platform.command.Cause;
import dev.cairn.platform.eventstore.EventStore;
import dev.cairn.platform.problem.Refused;
import dev.cairn.platform.relay.RelayState.Phase;
import dev.cairn.test.Clause;
import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;

class KafkaAwayTest {

    @TempDir
    private Path directory;

    private int port;
    private int controllerPort;
    private EmbeddedBroker broker;
    private RelayedService service;

    @BeforeEach
    void make() throws IOException {
        port = freePort(20_000);
        controllerPort = freePort(25_000);
        broker = EmbeddedBroker.start(directory.resolve("first"), port, controllerPort);
        service = RelayedService.make(broker);
    }

    @AfterEach
    void close() {
        service.close();
        broker.close();
    }

    @Test
    @Clause("REG-3")
    void writesGoOnWhileKafkaIsAwayAndArriveWhenItIsBack() {
        var process = service.start();
        write(process, 10);
        service.awaitSent();
        broker.close();

        write(process, 25);
        RelayedService.awaitPhase(process, Phase.RETRYING);
        assertThat(process.getBean(RelayHealth.class).health().getStatus()).isEqualTo(Status.DOWN);
        write(process, 25);

        broker = EmbeddedBroker.start(directory.resolve("first"), port, controllerPort);
        service.awaitSent();
        RelayedService.awaitPhase(process, Phase.RELAYING);
        assertThat(process.getBean(RelayHealth.class).health().getStatus()).isEqualTo(Status.UP);
        assertThat(service.stored()).hasSize(60);
        assertThat(service.published()).isEqualTo(service.expected());
    }

    @Test
    @Clause("REG-3")
    void refusesWritesUntilItHasComparedWhenKafkaIsAwayAtTheStart() {
        broker.close();
        var process = service.start();

        RelayedService.awaitPhase(process, Phase.RETRYING);
        assertThatThrownBy(() -> write(process, 1)).isInstanceOf(Refused.class).hasMessageContaining("Kafka is away");

        broker = EmbeddedBroker.start(directory.resolve("first"), port, controllerPort);
        RelayedService.awaitPhase(process, Phase.RELAYING);
        write(process, 1);
        service.awaitSent();
        assertThat(service.published()).isEqualTo(service.expected());
    }

    @Test
    @Clause("REG-5")
    void sendsEverythingAgainToAClusterThatWasEmptied() {
        var process = service.start();
        write(process, 50);
        service.awaitSent();
        broker.close();

        broker = EmbeddedBroker.start(directory.resolve("second"), port, controllerPort);
        write(process, 1);
        RelayedService.awaitPhase(process, Phase.STOPPED);
        assertThat(process.getBean(RelayState.class).now().detail()).contains("does not exist");
        service.topics
                .names()
                .forEach(topic -> service.makeTopic(topic, RelayedService.PARTITIONS, RelayedService.SETTINGS));
        RelayedService.awaitPhase(process, Phase.RELAYING);
        write(process, 5);
        service.awaitSent();

        assertThat(service.stored()).hasSize(56);
        assertThat(service.published()).isEqualTo(service.expected());
    }

    /** Through the event store, which asks the relay's leave. */
    private void write(ConfigurableApplicationContext process, int events) {
        var store = process.getBean(EventStore.class);
        var cause = new Cause(Actor.of("https://id.example#mia"), null, "correlation", null, null);
        IntStream.range(0, events)
                .forEach(i -> store.append(new OperationsEvent.ViewsRebuilt(UUID.randomUUID(), "registry", i), cause));
    }

    /** None that the system gives to clients: they could have it while the broker is away. */
    private static int freePort(int from) throws IOException {
        while (true) {
            try (var socket = new ServerSocket(ThreadLocalRandom.current().nextInt(from, from + 5_000))) {
                return socket.getLocalPort();
            } catch (BindException e) {
                continue;
            }
        }
    }
}
