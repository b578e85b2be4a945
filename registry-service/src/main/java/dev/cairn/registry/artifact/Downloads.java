package dev.cairn.registry.artifact;

import static dev.cairn.registry.RegistryRefusal.CONTENT_DAMAGED;

import dev.cairn.events.CanonicalJson;
import dev.cairn.events.manifest.Artifact;
import dev.cairn.events.manifest.Manifest;
import dev.cairn.events.types.ArtifactPath;
import dev.cairn.platform.command.Cause;
import dev.cairn.platform.identity.Caller;
import dev.cairn.platform.problem.Refused;
import dev.cairn.platform.web.RequestCause;
import dev.cairn.platform.writeonce.WriteOnceStore;
import dev.cairn.registry.artifact.Retrievals.Running;
import dev.cairn.registry.artifact.Retrievals.Transfer;
import dev.cairn.registry.artifact.VerifiedContent.Damaged;
import dev.cairn.registry.catalogue.VersionEntry;
import dev.cairn.registry.version.RecordViolation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.util.Objects;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/** Transfers: recorded, verified while they are sent, and broken off rather than ended well when something is wrong. */
@Component
class Downloads {

    private static final LocalDateTime SAME_EACH_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private final VerifiedContent content;
    private final Retrievals retrievals;
    private final Findings findings;
    private final RequestCause causes;

    Downloads(WriteOnceStore store, Retrievals retrievals, Findings findings, RequestCause causes) {
        this.content = new VerifiedContent(store);
        this.retrievals = retrievals;
        this.findings = findings;
        this.causes = causes;
    }

    /** One artifact, or a range of it. */
    void send(
            Caller caller,
            VersionEntry version,
            Artifact artifact,
            Slice slice,
            @Nullable UUID session,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Cause cause = causes.of(caller, request);
        Running running = retrievals.begin(cause, version, artifact.path(), session, client(request));
        transfer(
                running,
                version,
                response,
                to -> verified(artifact, () -> content.send(artifact.digest(), artifact.size(), slice, to)));
    }

    /** The whole version as a zip. */
    void sendAll(
            Caller caller,
            VersionEntry version,
            Manifest manifest,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Cause cause = causes.of(caller, request);
        Running running = retrievals.begin(cause, version, null, null, client(request));
        transfer(running, version, response, to -> {
            var zip = new ZipOutputStream(to);
            zip.setLevel(0);
            begin(zip, "manifest.json");
            zip.write(CanonicalJson.of(manifest.document()));
            for (Artifact artifact : manifest.artifacts()) {
                begin(zip, "artifacts/" + artifact.path());
                var all = new Slice(0, artifact.size(), false);
                verified(artifact, () -> content.send(artifact.digest(), artifact.size(), all, zip));
            }
            zip.finish();
        });
    }

    private static void begin(ZipOutputStream zip, String name) throws IOException {
        var entry = new ZipEntry(name);
        entry.setTimeLocal(SAME_EACH_TIME);
        zip.putNextEntry(entry);
    }

    private interface Sending {
        void to(OutputStream out) throws IOException;
    }

    private interface Verifying {
        void run() throws IOException;
    }

    /** Ties what is wrong to the artifact that it is wrong with. */
    private static void verified(Artifact artifact, Verifying sending) throws IOException {
        try {
            sending.run();
        } catch (Damaged e) {
            throw new DamagedArtifact(artifact, e);
        }
    }

    private static final class DamagedArtifact extends IOException {
        private final transient Artifact artifact;

        DamagedArtifact(Artifact artifact, Damaged cause) {
            super(cause.getMessage(), cause);
            this.artifact = artifact;
        }
    }

    private void transfer(Running running, VersionEntry version, HttpServletResponse response, Sending sending)
            throws IOException {
        var counted = new CountingStream(
                response.getOutputStream(), InstantSource.system(), () -> retrievals.goesOn(running));
        Transfer how = Transfer.BROKEN_OFF;
        try {
            sending.to(counted);
            counted.flush();
            how = Transfer.COMPLETE;
        } catch (DamagedArtifact e) {
            how = Transfer.DAMAGED;
            ArtifactPath path = e.artifact.path();
            Damaged damaged = (Damaged) Objects.requireNonNull(e.getCause());
            findings.damaged(
                    new RecordViolation(version.id(), path, e.artifact.digest(), damaged.found(), "download"),
                    Cause.ofService("registry"));
            throw new Refused(CONTENT_DAMAGED, path + " of " + version.id() + " is not what was registered");
        } finally {
            if (how != Transfer.COMPLETE && !response.isCommitted()) {
                // What was said of the content would be said of the problem
                response.reset();
            }
            retrievals.end(running, how, counted.count());
        }
    }

    private static String client(HttpServletRequest request) {
        String words = request.getHeader(HttpHeaders.USER_AGENT);
        return words == null ? "" : words;
    }
}
