package dev.cairn.events.manifest;

import java.util.List;

/** A manifest is not accepted; every fault that could be found is listed. */
public final class ManifestFaults extends RuntimeException {

    private final transient List<Fault> faults;

    /** @param faults at least one */
    public ManifestFaults(List<Fault> faults) {
        super(faults.size() + " faults, the first: " + faults.get(0).pointer() + " "
                + faults.get(0).message());
        this.faults = List.copyOf(faults);
    }

    public List<Fault> faults() {
        return faults;
    }
}
