package dev.cairn.standalone;

import dev.cairn.standalone.DataDirectory.CannotStart;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The ports of a standalone, each moved by the same offset so that several can live on one machine.
 *
 * @param offset added to every port; 0 for the documented ones
 */
record Ports(int offset) {

    int of(Service service) {
        return service.port() + offset;
    }

    int issuer() {
        return 8089 + offset;
    }

    int kafka() {
        return 19092 + offset;
    }

    int kafkaController() {
        return 19093 + offset;
    }

    int postgres() {
        return 15432 + offset;
    }

    /** @throws CannotStart naming every port that somebody else listens on */
    void requireFree() {
        Map<String, Integer> ports = new LinkedHashMap<>();
        for (Service service : Service.values()) {
            ports.put(service.text(), of(service));
        }
        ports.put("issuer", issuer());
        ports.put("Kafka", kafka());
        ports.put("Kafka controller", kafkaController());
        ports.put("PostgreSQL", postgres());
        var busy = ports.entrySet().stream()
                .filter(port -> !free(port.getValue()))
                .map(port -> port.getValue() + " (" + port.getKey() + ")")
                .toList();
        if (!busy.isEmpty()) {
            throw new CannotStart("Another program listens on " + String.join(", ", busy)
                    + "; stop it, or move all of Cairn's ports with --port-offset");
        }
    }

    private static boolean free(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
