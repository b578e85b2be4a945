package dev.cairn.events;

import dev.cairn.events.access.AccessEvent;
import dev.cairn.events.approval.ApprovalEvent;
import dev.cairn.events.audit.LogEvent;
import dev.cairn.events.deployment.TrackerEvent;
import dev.cairn.events.operations.OperationsEvent;
import dev.cairn.events.registry.RegistryEvent;
import java.util.List;

/** Which event goes to which topic. A service writes to its own two topics and to no other. */
public final class Topics {

    public static final String REGISTRY = "cairn.registry";
    public static final String APPROVAL = "cairn.approval";
    public static final String DEPLOYMENT = "cairn.deployment";
    public static final String LINEAGE = "cairn.lineage";
    public static final String AUDIT = "cairn.audit";

    private Topics() {}

    /** The topic for reads, refusals and operations of {@code service}, which never hold up those who follow decisions. */
    public static String access(String service) {
        return "cairn." + service + ".access";
    }

    /**
     * The topic of an event that {@code service} decides.
     *
     * @throws IllegalArgumentException for an event of a family that has no topic
     */
    public static String of(Event event, String service) {
        if (event instanceof AccessEvent || event instanceof OperationsEvent) {
            return access(service);
        }
        if (event instanceof RegistryEvent) {
            return REGISTRY;
        }
        if (event instanceof ApprovalEvent) {
            return APPROVAL;
        }
        if (event instanceof TrackerEvent) {
            return DEPLOYMENT;
        }
        if (event instanceof LogEvent) {
            return AUDIT;
        }
        throw new IllegalArgumentException(
                "No topic for events of " + event.getClass().getName());
    }

    /** Every topic of the log. */
    public static List<String> all() {
        return List.of(
                REGISTRY,
                access("registry"),
                APPROVAL,
                access("approval"),
                DEPLOYMENT,
                access("deployment"),
                LINEAGE,
                access("lineage"),
                AUDIT,
                access("audit"));
    }
}
