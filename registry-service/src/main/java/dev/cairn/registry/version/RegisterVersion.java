package dev.cairn.registry.version;

import static dev.cairn.registry.RegistryRefusal.LABEL_TAKEN;

import dev.cairn.events.manifest.Manifest;
import dev.cairn.events.registry.VersionEvent;
import dev.cairn.events.registry.VersionEvent.VersionRegistered;
import dev.cairn.events.types.LabelScheme;
import dev.cairn.events.types.VersionId;
import dev.cairn.platform.problem.Refused;
import java.util.List;

/** @param scheme the one that made the label */
record RegisterVersion(VersionId version, LabelScheme scheme, Manifest manifest) implements VersionCommand {

    @Override
    public List<VersionEvent> decide(VersionState state) {
        if (state.registered()) {
            throw new Refused(LABEL_TAKEN, version + " is registered, with other content");
        }
        return List.of(new VersionRegistered(
                version, manifest.digest(), scheme, manifest.weights(), manifest.bytes(), manifest.document()));
    }
}
