package dev.cairn.cli.registry;

import dev.cairn.cli.Failure;
import dev.cairn.cli.remote.Api;
import dev.cairn.events.CanonicalJson;
import dev.cairn.events.types.ArtifactPath;
import dev.cairn.events.types.Sha256Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Fetches versions without trusting the registry: the manifest must have the digest that the version has, and each artifact
 * the digest that the manifest says.
 */
public final class Download {

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
     * @throws Failure when anything is not what was registered; nothing wrong stays under its name
     */
    public Path pull(VersionReference reference, @Nullable Path directory) {
        JsonNode version = registry.get(reference.path());
        JsonNode manifest = version.path("manifest");
        requireSame(
                "The manifest", new Sha256Digest(version.path("digest").asString()), CanonicalJson.digest(manifest));
        String label = version.path("label").asString();
        Path into = directory != null ? directory : Path.of(reference.model() + "-" + label);
        String session = UUID.randomUUID().toString();
        var exact = new VersionReference(reference.model(), label);
        try {
            Files.createDirectories(into);
            for (JsonNode artifact : manifest.path("artifacts")) {
                fetch(exact, artifact, into, session);
            }
            Files.write(into.resolve("manifest.json"), CanonicalJson.of(manifest));
            return into;
        } catch (IOException e) {
            throw new Failure(
                    "The version cannot be written to " + into + ": " + e.getMessage(),
                    "Make room, or choose another place with --to.");
        }
    }

    private void fetch(VersionReference version, JsonNode artifact, Path into, String session) throws IOException {
        var path = new ArtifactPath(artifact.path("path").asString());
        Path file = into.resolve(path.value());
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path arriving = file.resolveSibling(file.getFileName() + ".arriving");
        try (InputStream content = registry.send(
                        registry.request(version.path() + "/artifacts/" + Api.escapedPath(path.value()))
                                .header("X-Cairn-Session", session)
                                .GET()
                                .build())
                .body()) {
            Files.copy(content, arriving, StandardCopyOption.REPLACE_EXISTING);
            requireSame(
                    path.value(), new Sha256Digest(artifact.path("digest").asString()), Registration.digest(arriving));
            Files.move(arriving, file, StandardCopyOption.REPLACE_EXISTING);
            progress.accept(path + ", " + Sizes.of(Files.size(file)));
        } catch (IOException e) {
            throw new Failure(
                    path + " broke off: " + e.getMessage() + ". The registry ends a download that it cannot verify.",
                    "Try again; if it breaks off again, ask for: cairn verify");
        } finally {
            Files.deleteIfExists(arriving);
        }
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
