package dev.cairn.cluster;

import dev.cairn.standalone.Service;

/**
 * The ports of a cluster. The first of each kind has those of a standalone, each further one the next hundred.
 *
 * @param offset added to every port, so that several clusters can live on one machine
 */
record Ports(int offset) {

    private static final int APART = 100;

    private int of(int documented, int number) {
        return documented + offset + (number - 1) * APART;
    }

    int kafka(int node) {
        return of(19092, node);
    }

    int controller(int node) {
        return of(19093, node);
    }

    int postgres() {
        return of(15432, 1);
    }

    int objectStore() {
        return of(9000, 1);
    }

    int issuer() {
        return of(8089, 1);
    }

    int service(Service service, int instance) {
        return of(service.port(), instance);
    }
}
