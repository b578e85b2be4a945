package dev.cairn.cli.registry;

import dev.cairn.cli.Failure;
import dev.cairn.cli.FileTrouble;
import dev.cairn.cli.Pause;
import dev.cairn.cli.remote.Api;
import dev.cairn.events.types.Sha256Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

/** One file on its way in parts: where a connection broke, it goes on with what has arrived. */
final class UploadInParts {

    private static final String OFFSET = "Upload-Offset";

    /** As often in a row nothing more may arrive; with pauses that double, some half a minute. */
    private static final int ATTEMPTS = 7;

    private final Api registry;
    private final Path file;
    private final long size;
    private final long partBytes;
    private final long pauseMillis;
    private final String upload;

    private UploadInParts(Api registry, Path file, long partBytes, long pauseMillis) throws IOException {
        this.registry = registry.unhurried();
        this.file = file;
        this.size = Files.size(file);
        this.partBytes = partBytes;
        this.pauseMillis = pauseMillis;
        this.upload = begin(registry);
    }

    /**
     * Sends a file.
     *
     * @param pauseMillis before an attempt after one that brought nothing
     * @throws Api.NotDone when it cannot be brought to its end
     */
    static void send(
            Api registry, Path file, Sha256Digest digest, long partBytes, long pauseMillis, Consumer<String> progress)
            throws IOException {
        new UploadInParts(registry, file, partBytes, pauseMillis).run(digest, progress);
    }

    private static String begin(Api registry) {
        var begun = registry.send(registry.request("/api/v1/uploads")
                .POST(BodyPublishers.noBody())
                .build());
        return registry.path(begun, begun.headers().firstValue("Location").orElseThrow());
    }

    private void run(Sha256Digest digest, Consumer<String> progress) {
        long offset = 0;
        int idle = 0;
        while (offset < size) {
            long arrived = next(offset, idle);
            idle = arrived > offset ? 0 : idle + 1;
            if (idle == ATTEMPTS) {
                throw new Failure(
                        file + " had " + size + " bytes, and no more than " + offset + " of them arrive.",
                        "Look whether something shortens it meanwhile, then register again.");
            }
            offset = arrived;
            progress.accept("  " + Sizes.of(offset) + " of " + Sizes.of(size));
        }
        registry.post(upload + "/completion", Map.of("digest", digest.value()));
    }

    /** Sends one more part and says how much has arrived, whether or not it came through. */
    private long next(long offset, int idle) {
        if (idle > 0) {
            Pause.ofMillis(pauseMillis << idle);
        }
        try {
            return append(offset);
        } catch (Api.NotDone e) {
            if (!e.mayWorkLater() || idle + 1 == ATTEMPTS) {
                throw e;
            }
            return arrived(offset);
        }
    }

    private long append(long offset) {
        return offset(registry.request(upload)
                .header("Content-Type", "application/octet-stream")
                .header(OFFSET, Long.toString(offset))
                .method("PATCH", BodyPublishers.ofInputStream(() -> part(offset))));
    }

    /** @param known what is taken where the service does not answer this either */
    private long arrived(long known) {
        try {
            return offset(registry.request(upload).method("HEAD", BodyPublishers.noBody()));
        } catch (Api.NotDone e) {
            if (!e.mayWorkLater()) {
                throw e;
            }
            return known;
        }
    }

    private long offset(HttpRequest.Builder request) {
        return registry.send(request.build()).headers().firstValueAsLong(OFFSET).orElseThrow();
    }

    private InputStream part(long offset) {
        try {
            InputStream in = Files.newInputStream(file);
            in.skipNBytes(offset);
            return new BoundedStream(in, partBytes);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read: " + FileTrouble.of(file, e), e);
        }
    }
}
