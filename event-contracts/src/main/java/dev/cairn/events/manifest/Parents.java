package dev.cairn.events.manifest;

import dev.cairn.events.types.ModelName;
import dev.cairn.events.types.Sha256Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a version was made from: few, and each once, because each is looked up. */
final class Parents {

    private static final int LONGEST_VERSION = 160;

    private Parents() {}

    static List<ParentReference> of(Fields manifest) {
        List<ParentReference> parents = new ArrayList<>();
        for (Fields entry : manifest.list("parents", false, Manifest.MAX_PARENTS)) {
            parent(entry).ifPresent(parent -> {
                if (parents.contains(parent)) {
                    entry.fault("", "names the same as an entry before it");
                } else {
                    parents.add(parent);
                }
            });
        }
        return List.copyOf(parents);
    }

    private static Optional<ParentReference> parent(Fields parent) {
        parent.only(Set.of("model", "version", "uri", "digest"));
        boolean registered = parent.node().has("model");
        if (registered == parent.node().has("uri")) {
            parent.fault("", "must name either model and version, or uri and digest");
            return Optional.empty();
        }
        var model = parent.value("model", registered, ModelName::new);
        var version = parent.word("version", registered, LONGEST_VERSION);
        var uri = parent.address("uri", !registered);
        var digest = parent.value("digest", !registered, Sha256Digest::new);
        boolean complete =
                registered ? model.isPresent() && version.isPresent() : uri.isPresent() && digest.isPresent();
        return complete
                ? Optional.of(new ParentReference(
                        model.orElse(null), version.orElse(null), uri.orElse(null), digest.orElse(null)))
                : Optional.empty();
    }
}
