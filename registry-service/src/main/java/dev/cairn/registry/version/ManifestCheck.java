package dev.cairn.registry.version;

import static dev.cairn.registry.RegistryRefusal.MANIFEST_INVALID;

import dev.cairn.events.EventCodec;
import dev.cairn.events.manifest.Artifact;
import dev.cairn.events.manifest.Fault;
import dev.cairn.events.manifest.Manifest;
import dev.cairn.events.manifest.ManifestFaults;
import dev.cairn.events.manifest.ParentReference;
import dev.cairn.events.types.ModelName;
import dev.cairn.platform.identity.Caller;
import dev.cairn.platform.problem.Refused;
import dev.cairn.platform.writeonce.WriteOnceStore;
import dev.cairn.registry.catalogue.Content;
import dev.cairn.registry.catalogue.Models;
import dev.cairn.registry.catalogue.Versions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Whether a manifest can be registered: well-formed, and everything that it names is there for this caller. */
@Component
class ManifestCheck {

    private final Content content;
    private final Models models;
    private final Versions versions;

    ManifestCheck(Content content, Models models, Versions versions) {
        this.content = content;
        this.models = models;
        this.versions = versions;
    }

    /** @throws Refused with all faults */
    Manifest require(Caller caller, byte[] body) {
        try {
            Manifest manifest = Manifest.parse(body);
            List<Fault> faults = new ArrayList<>();
            size(manifest, faults);
            artifacts(caller, manifest.artifacts(), faults);
            parents(caller, manifest.parents(), faults);
            if (!faults.isEmpty()) {
                throw refused(faults);
            }
            return manifest;
        } catch (ManifestFaults e) {
            throw refused(e.faults());
        }
    }

    static Refused refused(List<Fault> faults) {
        return new Refused(
                MANIFEST_INVALID,
                faults.size() == 1 ? "It has one fault" : "It has " + faults.size() + " faults",
                Map.of("faults", faults));
    }

    /** In the event, numbers may take more characters than the caller wrote: 1e9 becomes 1E+9. */
    private static void size(Manifest manifest, List<Fault> faults) {
        int recorded = EventCodec.json().writeValueAsBytes(manifest.document()).length;
        if (recorded > Manifest.MAX_BYTES) {
            faults.add(new Fault(
                    "",
                    "takes " + recorded + " bytes when it is recorded; a manifest has at most " + Manifest.MAX_BYTES));
        }
    }

    private void artifacts(Caller caller, List<Artifact> artifacts, List<Fault> faults) {
        for (int i = 0; i < artifacts.size(); i++) {
            Artifact artifact = artifacts.get(i);
            if (artifact.path().value().toLowerCase(Locale.ROOT).matches("manifest\\.json(/.*)?")) {
                faults.add(new Fault(
                        "/artifacts/" + i + "/path",
                        "is where whoever fetches the version finds this manifest; choose another"));
            }
            Optional<WriteOnceStore.Blob> blob = content.findFor(caller, artifact.digest());
            if (blob.isEmpty()) {
                faults.add(new Fault(
                        "/artifacts/" + i + "/digest",
                        "names content that you have not uploaded: PUT /api/v1/blobs/" + artifact.digest()));
            } else if (blob.get().bytes() != artifact.size()) {
                faults.add(new Fault(
                        "/artifacts/" + i + "/size",
                        "is " + artifact.size() + ", but the content has "
                                + blob.get().bytes() + " bytes"));
            }
        }
    }

    /** Parents are what will not move: labels and digests. */
    private void parents(Caller caller, List<ParentReference> parents, List<Fault> faults) {
        Map<ModelName, Boolean> seen = new HashMap<>();
        for (int i = 0; i < parents.size(); i++) {
            ParentReference parent = parents.get(i);
            if (parent.model() == null) {
                continue;
            }
            String version = Objects.requireNonNull(parent.version());
            boolean known = seen.computeIfAbsent(
                            parent.model(), model -> models.find(caller, model).isPresent())
                    && versions.identifies(parent.model(), version);
            if (!known) {
                faults.add(new Fault(
                        "/parents/" + i,
                        "names " + parent.model() + "/" + version
                                + ", which is not registered under that label or digest"));
            }
        }
    }
}
