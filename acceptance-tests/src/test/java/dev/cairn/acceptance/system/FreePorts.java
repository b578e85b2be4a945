package dev.cairn.acceptance.system;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/** Finds an offset at which all of a standalone's ports are free, so that several checkouts can be tested at once. */
final class FreePorts {

    /** Registry, approval, deploy-tracker, lineage, audit, issuer, Kafka, its controller, PostgreSQL, before they are moved. */
    private static final int[] DOCUMENTED = {8081, 8082, 8083, 8084, 8085, 8089, 19092, 19093, 15432};

    private FreePorts() {}

    static int offset() {
        int first = ThreadLocalRandom.current().nextInt(7_000, 8_000);
        return IntStream.range(0, 500)
                .map(step -> first + step * 17)
                .filter(FreePorts::allFree)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No offset has all of Cairn's ports free"));
    }

    private static boolean allFree(int offset) {
        return IntStream.of(DOCUMENTED).map(port -> port + offset).allMatch(FreePorts::free);
    }

    private static boolean free(int port) {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
