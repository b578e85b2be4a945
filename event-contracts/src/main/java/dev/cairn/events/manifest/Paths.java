package dev.cairn.events.manifest;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Artifacts must be able to lie beside each other on any file system. */
final class Paths {

    private final List<Fault> faults;

    Paths(List<Fault> faults) {
        this.faults = faults;
    }

    /** Notes paths that meet without regard to case, and files where others need a folder. */
    void check(List<Artifact> artifacts) {
        Map<String, String> taken = new HashMap<>();
        for (Artifact artifact : artifacts) {
            String path = artifact.path().value();
            String other = taken.put(path.toLowerCase(Locale.ROOT), path);
            if (other != null) {
                faults.add(new Fault(
                        "/artifacts",
                        "has '" + other + "' and '" + path + "', which some file systems cannot tell apart"));
            }
        }
        taken.forEach((folded, path) -> {
            for (int slash = folded.indexOf('/'); slash > 0; slash = folded.indexOf('/', slash + 1)) {
                String folder = taken.get(folded.substring(0, slash));
                if (folder != null) {
                    faults.add(new Fault(
                            "/artifacts", "has '" + folder + "' as a file and as the folder of '" + path + "'"));
                }
            }
        });
    }
}
