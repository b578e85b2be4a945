package dev.cairn.cli.registry;

import dev.cairn.cli.Failure;
import dev.cairn.cli.FileTrouble;
import dev.cairn.cli.remote.Api;
import dev.cairn.events.types.Sha256Digest;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Registers a version the way the registry wants it: blobs first, then the manifest that names them. Doing it again is safe:
 * what is there is not sent again, and the same manifest gives the same version.
 */
public final class Registration {

    /** From this size on, content is sent in parts that a broken connection does not undo. */
    private static final long IN_PARTS = 64L * 1024 * 1024;

    private static final long PAUSE_MILLIS = 250;

    private final Api registry;
    private final Consumer<String> progress;

    /** @param progress told of each file */
    public Registration(Api registry, Consumer<String> progress) {
        this.registry = registry;
        this.progress = progress;
    }

    /**
     * A file that becomes an artifact.
     *
     * @param role such as {@code weights}
     * @param path its place in the version
     */
    public record ArtifactFile(String role, String path, Path file) {}

    /**
     * Uploads the files, adds them to the manifest and registers it.
     *
     * @param manifest without {@code artifacts}
     * @param label absent where the model's scheme makes it
     * @return the version as the registry shows it
     */
    public JsonNode register(String model, @Nullable String label, ObjectNode manifest, List<ArtifactFile> files) {
        ArrayNode artifacts = manifest.putArray("artifacts");
        files.forEach(file -> upload(file, artifacts.addObject()));
        String query = label == null ? "" : "?label=" + Api.escaped(label);
        return registry.post("/api/v1/models/" + Api.escaped(model) + "/versions" + query, manifest);
    }

    private void upload(ArtifactFile artifact, ObjectNode entry) {
        try {
            long size = Files.size(artifact.file());
            Sha256Digest digest = digest(artifact.file());
            if (registry.exists("/api/v1/blobs/" + digest)) {
                progress.accept(artifact.path() + " is there already");
            } else {
                send(artifact.file(), digest, size);
                progress.accept(artifact.path() + " sent, " + Sizes.of(size));
            }
            entry.put("path", artifact.path())
                    .put("role", artifact.role())
                    .put("size", size)
                    .put("mediaType", mediaType(artifact.file()))
                    .put("digest", digest.value());
        } catch (IOException e) {
            throw new Failure(
                    artifact.file() + " cannot be read: " + FileTrouble.of(artifact.file(), e),
                    "Check the name, and that you may read it; nothing was registered.");
        }
    }

    private void send(Path file, Sha256Digest digest, long size) throws IOException {
        if (size >= IN_PARTS) {
            UploadInParts.send(registry, file, digest, IN_PARTS, PAUSE_MILLIS, progress);
            return;
        }
        Api patient = registry.unhurried();
        patient.send(patient.request("/api/v1/blobs/" + digest)
                .header("Content-Type", "application/octet-stream")
                .PUT(BodyPublishers.ofFile(file))
                .build());
    }

    static Sha256Digest digest(Path file) throws IOException {
        MessageDigest hasher = Sha256Digest.hasher();
        try (var in = new DigestInputStream(Files.newInputStream(file), hasher)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return Sha256Digest.ofHash(hasher.digest());
    }

    private static String mediaType(Path file) throws IOException {
        String known = Files.probeContentType(file);
        return known == null ? "application/octet-stream" : known;
    }
}
