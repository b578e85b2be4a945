package dev.cairn.registry.artifact;

import static dev.cairn.registry.RegistryRefusal.ARTIFACT_UNKNOWN;
import static dev.cairn.registry.RegistryRefusal.VERSION_RETIRED;

import dev.cairn.events.manifest.Artifact;
import dev.cairn.events.manifest.Manifest;
import dev.cairn.events.types.ArtifactPath;
import dev.cairn.events.types.ModelName;
import dev.cairn.platform.identity.Caller;
import dev.cairn.platform.identity.Role;
import dev.cairn.platform.problem.Refused;
import dev.cairn.registry.catalogue.Models;
import dev.cairn.registry.catalogue.VersionEntry;
import dev.cairn.registry.catalogue.Versions;
import dev.cairn.registry.version.Warnings;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;
import tools.jackson.databind.node.ObjectNode;

/** Artifacts and whole versions, handed out as they came in. */
@RestController
@RequestMapping("/api/v1/models/{model}/versions/{ref}")
class DownloadApi {

    private final Models models;
    private final Versions versions;
    private final Downloads downloads;

    DownloadApi(Models models, Versions versions, Downloads downloads) {
        this.models = models;
        this.versions = versions;
        this.downloads = downloads;
    }

    /**
     * The bytes of an artifact, or of a range of them, verified while they are sent.
     *
     * @param session names a download of this artifact in several requests, so that it is recorded as one for up to a day
     */
    @ApiResponse(
            responseCode = "200",
            description = "All of it",
            content =
                    @Content(
                            mediaType = "application/octet-stream",
                            schema = @Schema(type = "string", format = "binary")))
    @ApiResponse(
            responseCode = "206",
            description = "The range",
            content =
                    @Content(
                            mediaType = "application/octet-stream",
                            schema = @Schema(type = "string", format = "binary")))
    @GetMapping("/artifacts/{*path}")
    void artifact(
            Caller caller,
            @PathVariable ModelName model,
            @PathVariable String ref,
            @PathVariable String path,
            @RequestHeader(value = HttpHeaders.RANGE, required = false) @Nullable String range,
            @RequestHeader(value = HttpHeaders.IF_RANGE, required = false) @Nullable String ifRange,
            @RequestHeader(value = "X-Cairn-Session", required = false) @Nullable UUID session,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        VersionEntry version = version(caller, model, ref, response);
        Artifact artifact = artifact(version, new ArtifactPath(path.substring(1)));
        String tag = "\"" + artifact.digest() + "\"";
        if (new ServletWebRequest(request, response).checkNotModified(tag)) {
            return;
        }
        // The name may have moved to other content since the caller got its first part: then they get all of it.
        boolean same = ifRange == null || ifRange.equals(tag);
        Slice slice = slice(same ? range : null, artifact, response);
        headers(response, artifact, slice);
        if (!request.getMethod().equals("HEAD")) {
            downloads.send(caller, version, artifact, slice, session, request, response);
        }
    }

    private static Slice slice(@Nullable String range, Artifact artifact, HttpServletResponse response) {
        try {
            return Slice.of(range, artifact.size());
        } catch (Refused e) {
            // RFC 9110, 15.5.17: so that the caller can ask for what there is
            response.setHeader(HttpHeaders.CONTENT_RANGE, "bytes */" + artifact.size());
            throw e;
        }
    }

    private static void headers(HttpServletResponse response, Artifact artifact, Slice slice) {
        response.setStatus(slice.partial() ? HttpServletResponse.SC_PARTIAL_CONTENT : HttpServletResponse.SC_OK);
        // Never a type that a browser would run: what engineers register is not this site's own content.
        response.setContentType("application/octet-stream");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Media-Type", artifact.mediaType());
        response.setHeader(HttpHeaders.ETAG, "\"" + artifact.digest() + "\"");
        response.setHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
        response.setContentLengthLong(slice.length());
        String name = artifact.path().value();
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename(name.substring(name.lastIndexOf('/') + 1))
                        .build()
                        .toString());
        if (slice.partial()) {
            response.setHeader(
                    HttpHeaders.CONTENT_RANGE,
                    "bytes " + slice.from() + "-" + (slice.from() + slice.length() - 1) + "/" + artifact.size());
        }
    }

    /** All artifacts and the canonical manifest, as a zip whose bytes are the same each time. */
    @ApiResponse(
            responseCode = "200",
            description = "The package",
            content = @Content(mediaType = "application/zip", schema = @Schema(type = "string", format = "binary")))
    @GetMapping("/package")
    void whole(
            Caller caller,
            @PathVariable ModelName model,
            @PathVariable String ref,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        VersionEntry version = version(caller, model, ref, response);
        if (new ServletWebRequest(request, response).checkNotModified("\"" + version.digest() + "\"")) {
            return;
        }
        response.setContentType("application/zip");
        response.setHeader(HttpHeaders.ETAG, "\"" + version.digest() + "\"");
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename(version.model() + "-" + version.label() + ".zip")
                        .build()
                        .toString());
        if (!request.getMethod().equals("HEAD")) {
            downloads.sendAll(caller, version, manifest(version), request, response);
        }
    }

    /** What was retired is handed out to auditors alone. */
    private VersionEntry version(Caller caller, ModelName model, String ref, HttpServletResponse response) {
        models.require(caller, model);
        VersionEntry version = versions.require(model, ref);
        if (version.retired() != null && !caller.has(Role.AUDITOR)) {
            throw new Refused(VERSION_RETIRED, version.id() + " was retired at " + version.retired());
        }
        Warnings.add(version, response);
        return version;
    }

    private static Artifact artifact(VersionEntry version, ArtifactPath path) {
        return manifest(version).artifacts().stream()
                .filter(artifact -> artifact.path().equals(path))
                .findFirst()
                .orElseThrow(() -> new Refused(ARTIFACT_UNKNOWN, version.id() + " has no artifact " + path));
    }

    private static Manifest manifest(VersionEntry version) {
        return Manifest.registered((ObjectNode) version.manifest());
    }
}
