package dev.cairn.platform.relay;

import dev.cairn.postgres.ServiceDatabase;
import dev.cairn.test.ChildProcess;
import java.util.List;

/** A process of a {@link RelayedService} that a test can kill or let stand still; it prints each phase of its relay. */
final class RelayingProcess {

    private RelayingProcess() {}

    static ChildProcess start(RelayedService service) {
        var passwords = service.database.passwords();
        return ChildProcess.start(
                RelayingProcess.class,
                service.broker.bootstrapServers(),
                service.database.url(),
                passwords.owner(),
                passwords.application(),
                passwords.reader(),
                service.topics.writer(),
                service.topics.names().get(0),
                service.topics.names().get(1));
    }

    /** @param arguments what {@link #start} says */
    public static void main(String[] arguments) throws InterruptedException {
        var database = new ServiceDatabase(
                "registry", arguments[1], new ServiceDatabase.Passwords(arguments[2], arguments[3], arguments[4]));
        var topics = new OwnTopics(arguments[5], List.of(arguments[6], arguments[7]));
        var service = new RelayedService(database, () -> arguments[0], topics);
        RelayState state = service.start(RelayedService.SHORT_SILENCE).getBean(RelayState.class);
        RelayState.Phase shown = null;
        while (true) {
            RelayState.Phase phase = state.now().phase();
            if (phase != shown) {
                System.out.println(phase);
                shown = phase;
            }
            Thread.sleep(5);
        }
    }
}
