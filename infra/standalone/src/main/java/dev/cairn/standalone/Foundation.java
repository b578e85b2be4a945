package dev.cairn.standalone;

import dev.cairn.embedded.BrokerPrincipals;
import dev.cairn.embedded.EmbeddedBroker;
import dev.cairn.embedded.EmbeddedDatabase;
import dev.cairn.events.Topics;
import dev.cairn.kafka.HangingTransactions;
import dev.cairn.kafka.KafkaRights;
import dev.cairn.kafka.TopicLayout;
import dev.cairn.postgres.ServiceDatabase;
import dev.cairn.standalone.DataDirectory.CannotStart;
import dev.cairn.standalone.issuer.Issuer;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;

/**
 * What the services stand on, in whatever processes they run: PostgreSQL with a database for each, and Kafka with the topics and
 * everybody's rights.
 *
 * @param settings what each service is told to use it
 */
record Foundation(DataDirectory data, Ports ports, ServiceSettings settings) {

    private static final String ADMINISTRATOR = "admin";

    /**
     * Starts PostgreSQL and Kafka side by side. PostgreSQL is started again when it dies.
     *
     * @param parts get everything that runs, also where the start breaks off
     * @param hopeless told in one sentence why PostgreSQL was given up
     * @throws CannotStart when the directory or a port is taken, or one of them does not start
     */
    static Foundation lay(Path directory, int portOffset, Parts parts, Consumer<String> hopeless) {
        var data = parts.add(DataDirectory.open(directory));
        prepare(data.resolve("postgres"));
        var ports = new Ports(portOffset);
        ports.requireFree();
        var postgres = CompletableFuture.supplyAsync(() -> parts.add(EmbeddedDatabase.start(
                data.resolve("postgres"), directory.resolveSibling("postgres-binaries"), ports.postgres())));
        EmbeddedBroker kafka;
        EmbeddedDatabase database;
        try {
            kafka = parts.add(EmbeddedBroker.startSecured(
                    data.resolve("kafka"), ports.kafka(), ports.kafkaController(), principals(data)));
            prepareTopics(kafka);
        } finally {
            database = join(postgres);
        }
        parts.add(DatabaseGuard.over(database, hopeless));
        return new Foundation(data, ports, new ServiceSettings(data, ports, databases(data, database), kafka));
    }

    /** The issuer under the name that the data know. */
    Issuer startIssuer() {
        String name = data.issuerName(Issuer.address(ports.issuer()));
        return Issuer.start(name, ports.issuer(), data.resolve("issuer.jwk"));
    }

    private static void prepare(Path postgres) {
        try {
            EmbeddedDatabase.prepare(postgres);
        } catch (UncheckedIOException e) {
            throw new CannotStart(String.valueOf(e.getMessage()), e);
        }
    }

    private static BrokerPrincipals principals(DataDirectory data) {
        Map<String, String> passwords = new HashMap<>();
        passwords.put(ADMINISTRATOR, data.secret("kafka." + ADMINISTRATOR));
        Service.names().forEach(service -> passwords.put(service, data.secret("kafka." + service)));
        return new BrokerPrincipals(ADMINISTRATOR, passwords);
    }

    private static void prepareTopics(EmbeddedBroker kafka) {
        Map<String, Object> settings = new HashMap<>(kafka.clientSettings(ADMINISTRATOR));
        settings.put("bootstrap.servers", kafka.bootstrapServers());
        try (var admin = Admin.create(settings)) {
            KafkaRights.establish(admin, TopicLayout.ALONE, Service.names());
            HangingTransactions.abort(admin, Topics.all(), Service.names());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotStart("it was interrupted while Kafka's topics were prepared", e);
        } catch (ExecutionException e) {
            throw new CannotStart(
                    "Kafka's topics cannot be prepared: " + e.getCause().getMessage(), e);
        }
    }

    private static EmbeddedDatabase join(CompletableFuture<EmbeddedDatabase> start) {
        try {
            return start.join();
        } catch (CompletionException e) {
            throw new CannotStart(String.valueOf(e.getCause().getMessage()), e);
        }
    }

    /** A database and roles for each service at {@code postgres}, with the passwords that {@code data} keeps. */
    static Map<Service, ServiceDatabase> databases(DataDirectory data, EmbeddedDatabase postgres) {
        var databases = new EnumMap<Service, ServiceDatabase>(Service.class);
        for (Service service : Service.values()) {
            String name = service.text();
            var passwords = new ServiceDatabase.Passwords(
                    data.secret("postgres." + name + ".owner"),
                    data.secret("postgres." + name),
                    data.secret("postgres." + name + ".reader"));
            databases.put(service, ServiceDatabase.establish(postgres, name, "cairn_" + name, passwords));
        }
        return databases;
    }
}
