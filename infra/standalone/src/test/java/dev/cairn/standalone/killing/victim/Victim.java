package dev.cairn.standalone.killing.victim;

import dev.cairn.cli.remote.Endpoints;
import dev.cairn.cli.signin.SignIn;
import dev.cairn.cli.standalone.StandaloneProcess;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
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
