package dev.cairn.cluster;

import dev.cairn.cli.remote.Endpoints;
import dev.cairn.cli.standalone.StandaloneProcess;
import dev.cairn.standalone.Service;
import dev.cairn.standalone.killing.load.Doors;
import dev.cairn.standalone.killing.load.Reach;
import dev.cairn.standalone.killing.victim.Victim;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** A cluster that faults befall, one after the other. */
final class RunningCluster implements Victim {

    /** Of the table whose rows {@link #report} gives. */
    static final String HEADINGS =
            "| fault | lasts | writes put off, longest | reads put off, longest | slowest answer | caught up after |\n"
                    + "|---|---|---|---|---|---|\n";

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration RECOVERY = Duration.ofMinutes(4);

    private final StandaloneProcess place;
    private final Cluster cluster;
    private final ClusterDirectory directory;
    private final Ports ports;
    private final List<Fault> faults;
    private final UnwellStore store;
    private final Felt felt = new Felt();
    private final List<String> report = Collections.synchronizedList(new ArrayList<>());
    private final HttpClient client = HttpClient.newHttpClient();
    private final Bystanders bystanders;

    /** @param before everything is started */
    RunningCluster(Path home, Path data, int portOffset, List<Fault> faults, Consumer<RunningCluster> before)
            throws IOException {
        this.place = new StandaloneProcess(home, data, portOffset);
        this.faults = faults;
        this.ports = new Ports(portOffset);
        this.cluster = new Cluster(home, data, portOffset, System.out);
        this.directory = cluster.directory();
        this.store = new UnwellStore(cluster.topology().objectStore().endpoint(), ports.objectStore() + 1);
        ServiceInstance.USE_STORE.forEach(this::sendThroughStore);
        // Also where the tests are broken off
        Runtime.getRuntime().addShutdownHook(new Thread(this::endAll));
        try {
            before.accept(this);
            cluster.up();
            bystanders = new Bystanders(this::patient);
        } catch (IOException | RuntimeException | Error e) {
            endAll();
            throw e;
        }
    }

    private void sendThroughStore(Service service) {
        tell(service, Map.of("cairn.write-once.s3.endpoint", "http://127.0.0.1:" + (ports.objectStore() + 1)));
    }

    /** What its instances go by from their next start on, beside what they were told before. */
    void tell(Service service, Map<String, Object> settings) {
        String file = service.text() + ".extra.properties";
        Map<String, Object> all = new HashMap<>(directory.told(file));
        all.putAll(settings);
        directory.tell(file, all);
    }

    Ports ports() {
        return ports;
    }

    private void endAll() {
        cluster.topology().all().parallelStream().filter(Part::running).forEach(Part::kill);
    }

    Topology topology() {
        return cluster.topology();
    }

    ClusterDirectory directory() {
        return directory;
    }

    UnwellStore store() {
        return store;
    }

    Part part(String name) {
        return topology().part(name);
    }

    /** All instances of all of them. */
    List<Part> services() {
        return topology().services();
    }

    /** All instances of that service die; the others have to do what does not need it. */
    void requireToGoOnWithout(Service dead) throws IOException {
        topology().named(dead.text()).forEach(Part::kill);
        bystanders.requireToGoOn(dead.text());
    }

    /** Starts whatever the services stand on that does not run, and makes what is missing in it. */
    void layFoundation() {
        cluster.layFoundation();
    }

    @Override
    public StandaloneProcess place() {
        return place;
    }

    @Override
    public boolean verifiesEachTime() {
        return false;
    }

    @Override
    public Reach reach() {
        return new Reach(instances(), PATIENCE, felt);
    }

    private List<Endpoints> instances() {
        List<Endpoints> instances = new ArrayList<>();
        for (int instance = 1; instance <= ServiceInstance.COUNT; instance++) {
            instances.add(Endpoints.standalone(ports.service(Service.REGISTRY, instance) - Service.REGISTRY.port()));
        }
        return instances;
    }

    /** Somebody who waits for each answer as long as it takes, and is no part of what was felt. */
    private Doors patient(String person) {
        String token = token(person);
        return Doors.of(new Reach(instances(), RECOVERY, (service, method, begun, status) -> {}), () -> token);
    }

    @Override
    public Map<String, Object> kafkaClient() {
        Map<String, Object> client = new HashMap<>(Broker.clientSettings(directory, Broker.ADMINISTRATOR));
        client.put("bootstrap.servers", Broker.bootstrapServers(ports));
        return client;
    }

    /** Lets a fault befall it, mends it after its time, and waits until all has caught up. */
    @Override
    public String strike(int number) throws IOException {
        Fault fault = faults.get(number);
        felt.forget();
        Instant begun = Instant.now();
        try {
            fault.begins().on(this);
            Thread.sleep(fault.lasts().toMillis());
            fault.ends().on(this);
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(fault.name(), e);
        }
        Instant mended = Instant.now();
        if (!Waiting.until(RECOVERY, () -> behind().isEmpty())) {
            throw new AssertionError("Not caught up " + RECOVERY + " after: " + fault.name() + ", but " + behind());
        }
        report.add(String.format(
                Locale.ROOT,
                "| %s | %d s | %s | %s | %.1f s | %.1f s |",
                fault.name(),
                Duration.between(begun, mended).toSeconds(),
                felt.said(false),
                felt.said(true),
                felt.slowest() / 1e9,
                Duration.between(mended, Instant.now()).toMillis() / 1000.0));
        return fault.name();
    }

    /** The instances that do not answer, are not well, or are behind by more than a moment. */
    private List<String> behind() {
        return services().stream()
                .filter(instance -> !wellAndClose(instance.port()))
                .map(instance -> instance.name() + " " + health(instance))
                .toList();
    }

    private boolean wellAndClose(int port) {
        return Connections.status(port, "/actuator/health") == 200
                && Meters.greatest(port, "cairn_relay_lag_seconds") < 1
                && Meters.greatest(port, "cairn_relay_stopped") == 0
                && Meters.greatest(port, "cairn_inbox_parked_keys") == 0;
    }

    /** What the instance says of itself; empty when it says nothing. */
    String health(Part part) {
        try {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + part.port() + "/actuator/health"))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return client.send(request, BodyHandlers.ofString()).body();
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            throw Waiting.interrupted(e);
        }
    }

    /** A row for each fault so far. */
    List<String> report() {
        return List.copyOf(report);
    }

    /** Lets its parts run on, for commands to find. */
    void leaveToCommands() {
        cluster.close();
    }

    @Override
    public void close() {
        endAll();
        store.close();
        cluster.close();
    }
}
