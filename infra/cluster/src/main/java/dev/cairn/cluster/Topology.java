package dev.cairn.cluster;

import dev.cairn.cluster.ServiceInstance.Surroundings;
import dev.cairn.standalone.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** All parts of a cluster, in the order in which one needs the other. */
final class Topology {

    private final Database database;
    private final ObjectStore objectStore;
    private final List<Part> foundation = new ArrayList<>();
    private final List<List<Part>> instances = new ArrayList<>();

    Topology(ClusterDirectory directory, Ports ports, JavaCommand java) {
        database = new Database(directory, ports);
        objectStore = new ObjectStore(directory, ports, java);
        var issuer = new IssuerPart(directory, ports, java);
        IntStream.rangeClosed(1, Broker.COUNT)
                .forEach(number -> foundation.add(new Broker(number, directory, ports, java)));
        foundation.addAll(List.of(database, objectStore, issuer));
        var surroundings = new Surroundings(ports, database, objectStore, issuer);
        for (int instance = 1; instance <= ServiceInstance.COUNT; instance++) {
            List<Part> together = new ArrayList<>();
            for (Service service : Service.values()) {
                together.add(new ServiceInstance(service, instance, directory, surroundings, java));
            }
            instances.add(together);
        }
    }

    Database database() {
        return database;
    }

    ObjectStore objectStore() {
        return objectStore;
    }

    /** What the services stand on; none of them needs another. */
    List<Part> foundation() {
        return foundation;
    }

    /** The first of each service, the second of each, and so on. */
    List<List<Part>> instances() {
        return instances;
    }

    /** All instances of all of them. */
    List<Part> services() {
        return instances.stream().flatMap(List::stream).toList();
    }

    List<Part> all() {
        return Stream.concat(foundation.stream(), services().stream()).toList();
    }

    /** @throws ClusterFailure when there is none of that name */
    Part part(String name) {
        return named(name).get(0);
    }

    /**
     * @param name of a part, or of a service, which means all of its instances; also {@code kafka}
     * @throws ClusterFailure when there is none
     */
    List<Part> named(String name) {
        List<Part> found = all().stream()
                .filter(part -> part.name().equals(name) || part.name().matches(name + "-[0-9]+"))
                .toList();
        if (found.isEmpty()) {
            throw new ClusterFailure("There is no part " + name + "; there are "
                    + all().stream().map(Part::name).collect(Collectors.joining(", ")));
        }
        return found;
    }
}
