package dev.cairn.events.deployment;

import dev.cairn.events.EventType;
import dev.cairn.events.types.TargetName;
import dev.cairn.events.types.VersionId;
import java.util.List;
import java.util.UUID;

/** Whether a version may retire; stream {@code retirement:<request>}. */
public sealed interface RetirementAnswer extends TrackerEvent {

    /** The request that is answered. */
    UUID request();

    /** The version that is to retire. */
    VersionId version();

    @Override
    default String stream() {
        return "retirement:" + request();
    }

    @Override
    default String key() {
        return "model:" + version().model();
    }

    /** Nothing uses the version; from now on every deployment of it is refused. */
    @EventType("dev.cairn.deployment.RetirementConfirmed.v1")
    record RetirementConfirmed(UUID request, VersionId version) implements RetirementAnswer {}

    /**
     * The version is still in use.
     *
     * @param uses at most 100 of them
     * @param total how many there are
     */
    @EventType("dev.cairn.deployment.RetirementObjected.v1")
    record RetirementObjected(UUID request, VersionId version, List<Use> uses, int total) implements RetirementAnswer {}

    /**
     * @param how {@code running}, {@code starting}, or {@code rollback} where what runs could be rolled back to it
     * @param deployment of the version, or of what runs
     */
    record Use(String how, TargetName target, UUID deployment) {}
}
