package dev.cairn.cli.registry;

import dev.cairn.cli.DirectoryTree;
import dev.cairn.cli.Failure;
import dev.cairn.cli.FileTrouble;
import dev.cairn.cli.remote.Api;
import dev.cairn.events.CanonicalJson;
import dev.cairn.events.types.ArtifactPath;
import dev.cairn.events.types.Sha256Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Fetches versions without trusting the registry: the manifest must have the digest that the version has, and each artifact
 * the digest that the manifest says.
 */
public final class Download {

    private static final String MANIFEST = "manifest.json";

    private final Api registry;
    private final Consumer<String> progress;

    /** @param progress told of each file */
    public Download(Api registry, Consumer<String> progress) {
        this.registry = registry;
        this.progress = progress;
    }

    /**
     * @param directory where to; absent for one named after the version
     * @return the directory, with the artifacts at their paths and {@code manifest.json}
     * @throws Failure when anything is not what was registered; then none of it stands there
     */
    public Path pull(VersionReference reference, @Nullable Path directory) {
        JsonNode version = registry.get(reference.path());
        JsonNode manifest = version.path("manifest");
        var digest = new Sha256Digest(version.path("digest").asString());
        requireSame("The manifest", digest, CanonicalJson.digest(manifest));
        reference.digest().ifPresent(asked -> requireAsked(asked, reference.model(), digest));
        String label = version.path("label").asString();
        Path into = directory != null ? directory : Path.of(reference.model() + "-" + label);
        var exact = new VersionReference(reference.model(), label);
        try {
            Files.createDirectories(into);
            // No artifact's path begins with a dot, so this is no artifact's place
            Path arriving = Files.createTempDirectory(into, ".arriving-");
            try {
                Files.write(arriving.resolve(MANIFEST), CanonicalJson.of(manifest));
                List<String> artifacts = new ArrayList<>();
                for (JsonNode artifact : manifest.path("artifacts")) {
                    artifacts.add(fetch(exact, artifact, arriving));
                }
                settle(arriving, artifacts, into);
            } finally {
                DirectoryTree.remove(arriving);
            }
            return into;
        } catch (IOException e) {
            throw new Failure(
                    "The version cannot be written to " + into + ": " + FileTrouble.of(into, e),
                    "Make room, or choose another place with --to.");
        }
    }

    /** Whoever pins a version by its digest trusts nobody with what that stands for, so a label that looks like one is none. */
    private static void requireAsked(Sha256Digest asked, String model, Sha256Digest answered) {
        if (!asked.equals(answered)) {
            throw new Failure(
                    "The registry answered with another version than the one that has the digest " + asked + ".",
                    "If you meant a label made from weights, ask for its version by digest: " + model + "/" + answered,
                    Failure.ALTERED,
                    null);
        }
    }

    /** Gives the artifact's path, where it lies verified. */
    private String fetch(VersionReference version, JsonNode artifact, Path into) throws IOException {
        var path = new ArtifactPath(artifact.path("path").asString());
        Path file = into.resolve(path.value());
        Files.createDirectories(file.getParent());
        try (InputStream content = registry.send(
                        registry.request(version.path() + "/artifacts/" + Api.escapedPath(path.value()))
                                .GET()
                                .build())
                .body()) {
            Files.copy(content, file);
            requireSame(path.value(), new Sha256Digest(artifact.path("digest").asString()), Registration.digest(file));
            progress.accept(path + ", " + Sizes.of(Files.size(file)));
            return path.value();
        } catch (FileAlreadyExistsException e) {
            throw new Failure(
                    path + " would take the place of another file of this version here.",
                    "Fetch it by itself: GET " + version.path() + "/artifacts/" + Api.escapedPath(path.value()));
        } catch (IOException e) {
            throw new Failure(
                    path + " broke off: " + e.getMessage() + ". The registry ends a download that it cannot verify.",
                    "Try again; if it breaks off again, ask for: cairn verify");
        }
    }

    /** The manifest last: where it stands, everything does. */
    private static void settle(Path arriving, List<String> artifacts, Path into) throws IOException {
        for (String artifact : artifacts) {
            Path place = into.resolve(artifact);
            Files.createDirectories(place.toAbsolutePath().getParent());
            Files.move(arriving.resolve(artifact), place, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.move(arriving.resolve(MANIFEST), into.resolve(MANIFEST), StandardCopyOption.REPLACE_EXISTING);
    }

    private static void requireSame(String what, Sha256Digest registered, Sha256Digest found) {
        if (!registered.equals(found)) {
            throw new Failure(
                    what + " is not what was registered: its SHA-256 is " + found + ", not " + registered + ".",
                    "Do not use it; find out what was altered with: cairn verify",
                    Failure.ALTERED,
                    null);
        }
    }
}
