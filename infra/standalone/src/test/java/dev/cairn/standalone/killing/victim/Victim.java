package dev.cairn.standalone.killing.victim;

import dev.cairn.cli.remote.Endpoints;
import dev.cairn.cli.signin.SignIn;
import dev.cairn.cli.standalone.StandaloneProcess;
import dev.cairn.embedded.BrokerPrincipals;
import dev.cairn.standalone.killing.load.Doors;
import dev.cairn.standalone.killing.load.Reach;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

/** A running Cairn of which something is killed again and again, on one data directory however often it dies. */
public interface Victim extends AutoCloseable {

    /** Its data and its ports, as a standalone has them. */
    StandaloneProcess place();

    /**
     * Kills something, at this moment. Everything runs again when this returns.
     *
     * @param number of the blow, from 0; what is killed follows from it and the seed
     * @return what was killed
     */
    String strike(int number) throws IOException;

    @Override
    void close();

    /** Whether each inquest has the service verify everything, or only the last one: each object is read again for it. */
    default boolean verifiesEachTime() {
        return true;
    }

    /** How callers reach its services. */
    default Reach reach() {
        return Reach.alone(endpoints());
    }

    /** All services, as this person. */
    default Doors doors(String person) {
        String token = token(person);
        return Doors.of(reach(), () -> token);
    }

    /** What a Kafka client needs to read everything. */
    default Map<String, Object> kafkaClient() {
        var principals = new BrokerPrincipals("admin", Map.of("admin", secret("kafka.admin")));
        Map<String, Object> settings = new HashMap<>(principals.clientSettings("admin"));
        settings.put("bootstrap.servers", "127.0.0.1:" + port("Kafka"));
        return settings;
    }

    default Endpoints endpoints() {
        return Endpoints.standalone(place().portOffset());
    }

    /** The port of a part, by its name in {@code cairn status}. */
    default int port(String part) {
        return Objects.requireNonNull(place().ports().get(part));
    }

    default String token(String person) {
        return SignIn.at(endpoints()).withPassword(person, person + "-demo").value();
    }

    /** A password between the parts, as the data directory keeps it. */
    default String secret(String name) {
        try {
            var secrets = new Properties();
            secrets.load(new StringReader(Files.readString(place().data().resolve("secrets.properties"))));
            return secrets.getProperty(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
