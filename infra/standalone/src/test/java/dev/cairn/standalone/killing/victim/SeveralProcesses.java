package dev.cairn.standalone.killing.victim;

import dev.cairn.cli.standalone.StandaloneProcess;
import dev.cairn.embedded.EmbeddedDatabase;
import dev.cairn.standalone.SeparateServices;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Each service in a process of its own; one of them dies, and is not started before the others have shown that they go on. */
public final class SeveralProcesses implements Victim {

    /** Short, so that a request that finds approval dead can be seen to be refused. */
    private static final Map<String, Map<String, String>> SETTINGS = Map.of(
            "deployment",
            Map.of("cairn.deployment.request.deadline", "8s", "cairn.deployment.request.patience", "200ms"));

    private final StandaloneProcess place;
    private final SeparateServices services;
    private final List<String> order = new ArrayList<>(SeparateServices.names());
    private final Bystanders bystanders;

    /** @param place where it is, and where its libraries are; nothing runs there as one process */
    public SeveralProcesses(StandaloneProcess place, long seed) throws IOException {
        this.place = place;
        Collections.shuffle(order, new Random(seed));
        services = SeparateServices.start(place.home(), place.data(), place.portOffset(), SETTINGS);
        try {
            bystanders = new Bystanders(this);
        } catch (IOException | RuntimeException | Error e) {
            services.close();
            throw e;
        }
    }

    @Override
    public StandaloneProcess place() {
        return place;
    }

    @Override
    public String strike(int number) throws IOException {
        String service = order.get(number % order.size());
        services.kill(service);
        bystanders.requireToGoOn(service);
        services.begin(service);
        services.awaitReady(service);
        return service;
    }

    /** Also after it was moved. */
    @Override
    public int port(String part) {
        return part.equals("PostgreSQL") ? services.databasePort() : Victim.super.port(part);
    }

    /** All die, find their databases at another server, and are started there. */
    public void moveTo(EmbeddedDatabase server, Loading loading) throws Exception {
        order.forEach(services::kill);
        services.moveTo(server);
        loading.load();
        order.forEach(services::begin);
    }

    /** Fills the databases at the new server while nobody uses them. */
    @FunctionalInterface
    public interface Loading {
        void load() throws Exception;
    }

    /** Waits until each of them says of itself that it is well. */
    public void awaitReady() {
        order.forEach(services::awaitReady);
    }

    @Override
    public void close() {
        services.close();
    }
}
