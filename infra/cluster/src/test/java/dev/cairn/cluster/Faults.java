package dev.cairn.cluster;

import static dev.cairn.cluster.Fault.BY_ITSELF;

import dev.cairn.cluster.UnwellStore.Trouble;
import dev.cairn.standalone.Service;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;

/** What may befall a cluster. */
final class Faults {

    private static final String REGISTRY_TOPIC = "cairn.registry";

    private Faults() {}

    /** What is tried in every build. */
    static List<Fault> few() {
        return List.of(brokerKilled(Duration.ofSeconds(8)), relayPaused(Service.REGISTRY, Duration.ofSeconds(25)));
    }

    /** Everything, at its length. */
    static List<Fault> all() {
        Stream<Fault> kafka = Stream.of(
                brokerKilled(Duration.ofSeconds(30)),
                leaderPaused(Duration.ofSeconds(60)),
                allBrokersKilled(Duration.ofMinutes(2)));
        Stream<Fault> postgres = Stream.of(postgresKilled(Duration.ofSeconds(20)), connectionsCut());
        Stream<Fault> others = Stream.of(
                away("s3", "the object store away", Duration.ofMinutes(1)),
                store(Trouble.SLOW, "the object store slow, 2 s for each request"),
                store(Trouble.ERROR, "the object store answers 500"),
                store(Trouble.FULL, "the object store full"),
                away("issuer", "the issuer away", Duration.ofMinutes(1)),
                rollingRestart());
        Stream<Fault> services = Stream.of(Service.values())
                .flatMap(service -> Stream.of(
                        relayKilled(service, Duration.ofSeconds(15)),
                        relayPaused(service, Duration.ofMinutes(1)),
                        serviceKilled(service)));
        return Stream.of(kafka, postgres, others, services)
                .flatMap(stream -> stream)
                .toList();
    }

    private static Fault brokerKilled(Duration lasts) {
        return new Fault(
                "one broker killed, the one that leads most",
                lasts,
                cluster -> cluster.part(leader(cluster)).kill(),
                Faults::startWhatIsGone);
    }

    private static Fault leaderPaused(Duration lasts) {
        return new Fault(
                "the leader of partitions paused",
                lasts,
                cluster -> cluster.part(leader(cluster)).pause(),
                cluster -> cluster.topology().foundation().forEach(Part::resume));
    }

    private static Fault allBrokersKilled(Duration lasts) {
        return new Fault(
                "all brokers away",
                lasts,
                cluster -> cluster.topology().named("kafka").forEach(Part::kill),
                Faults::startWhatIsGone);
    }

    private static Fault postgresKilled(Duration lasts) {
        return new Fault(
                "PostgreSQL killed and started again",
                lasts,
                cluster -> cluster.part("postgres").kill(),
                Faults::startWhatIsGone);
    }

    private static Fault connectionsCut() {
        return new Fault("all connections to PostgreSQL cut", Duration.ofSeconds(5), Faults::cutConnections, BY_ITSELF);
    }

    /** All that services have to PostgreSQL. */
    static void cutConnections(RunningCluster cluster) throws SQLException {
        try (var connection =
                        cluster.topology().database().superuser("postgres").getConnection();
                var statement = connection.createStatement()) {
            statement.execute("select pg_terminate_backend(pid) from pg_stat_activity"
                    + " where datname like 'cairn%' and pid <> pg_backend_pid()");
        }
    }

    private static Fault away(String part, String name, Duration lasts) {
        return new Fault(name, lasts, cluster -> cluster.part(part).kill(), Faults::startWhatIsGone);
    }

    private static Fault store(Trouble trouble, String name) {
        return new Fault(
                name,
                Duration.ofSeconds(30),
                cluster -> cluster.store().become(trouble),
                cluster -> cluster.store().become(Trouble.NONE));
    }

    /** One instance after the other, as an upgrade does it. */
    private static Fault rollingRestart() {
        return new Fault(
                "every instance of every service stopped and started, one after the other",
                Duration.ZERO,
                cluster -> cluster.services().forEach(instance -> {
                    instance.stop();
                    instance.start();
                    instance.awaitReady();
                }),
                BY_ITSELF);
    }

    private static Fault relayKilled(Service service, Duration lasts) {
        return new Fault(
                "the instance of " + service.text() + " that relays killed",
                lasts,
                cluster -> relaying(cluster, service).kill(),
                Faults::startWhatIsGone);
    }

    private static Fault relayPaused(Service service, Duration lasts) {
        return new Fault(
                "the instance of " + service.text() + " that relays paused",
                lasts,
                cluster -> relaying(cluster, service).pause(),
                cluster -> cluster.topology().named(service.text()).forEach(Part::resume));
    }

    /** Until the others have shown that they go on. */
    private static Fault serviceKilled(Service service) {
        return new Fault(
                "all instances of " + service.text() + " killed",
                Duration.ZERO,
                cluster -> cluster.requireToGoOnWithout(service),
                Faults::startWhatIsGone);
    }

    private static void startWhatIsGone(RunningCluster cluster) {
        List<Part> gone = cluster.topology().all().stream()
                .filter(part -> !part.running())
                .toList();
        gone.forEach(Part::start);
        gone.forEach(Part::awaitReady);
    }

    /** The broker that leads the most partitions of the registry's topic. */
    private static String leader(RunningCluster cluster) throws ExecutionException, InterruptedException {
        try (var admin = Admin.create(cluster.kafkaClient())) {
            Map<Integer, Long> led = admin
                    .describeTopics(List.of(REGISTRY_TOPIC))
                    .allTopicNames()
                    .get()
                    .get(REGISTRY_TOPIC)
                    .partitions()
                    .stream()
                    .collect(Collectors.groupingBy(
                            partition -> partition.leader().id(), Collectors.counting()));
            return "kafka-"
                    + led.entrySet().stream()
                            .max(Map.Entry.comparingByValue())
                            .orElseThrow()
                            .getKey();
        }
    }

    /** The instance whose relay is at work; the others stand by. */
    private static Part relaying(RunningCluster cluster, Service service) {
        return cluster.topology().named(service.text()).stream()
                .filter(part -> cluster.health(part).contains("\"phase\":\"RELAYING\""))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No instance of " + service.text() + " relays"));
    }
}
