package dev.cairn.registry.artifact;

import static dev.cairn.platform.problem.EdgeRefusal.REQUEST_MALFORMED;
import static dev.cairn.registry.RegistryRefusal.CONTENT_MISMATCH;
import static dev.cairn.registry.RegistryRefusal.UPLOAD_ELSEWHERE;
import static dev.cairn.registry.RegistryRefusal.UPLOAD_UNKNOWN;

import dev.cairn.events.types.Sha256Digest;
import dev.cairn.platform.identity.Caller;
import dev.cairn.platform.problem.Refused;
import dev.cairn.platform.writeonce.Uploads;
import dev.cairn.platform.writeonce.WriteOnceStore;
import dev.cairn.registry.artifact.BlobApi.StoredBlob;
import dev.cairn.registry.catalogue.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/** Content in parts, so that a broken connection does not undo what has arrived. Each caller touches only their own. */
@RestController
@RequestMapping(path = "/api/v1/uploads", produces = MediaType.APPLICATION_JSON_VALUE)
class UploadApi {

    private static final String OFFSET = "Upload-Offset";

    private final Uploads uploads;
    private final Content content;
    private final ArtifactProperties limits;
    private final JdbcClient jdbc;

    UploadApi(Uploads uploads, Content content, ArtifactProperties limits, JdbcClient jdbc) {
        this.uploads = uploads;
        this.content = content;
        this.limits = limits;
        this.jdbc = jdbc;
    }

    /** @param offset how many bytes have arrived: where the next part begins */
    record OpenUpload(UUID id, long offset) {}

    /** @param digest of the whole content */
    record Completion(Sha256Digest digest) {}

    /** One step on an upload, with what may go wrong in the store. */
    private interface Step<T> {
        T run() throws IOException;
    }

    /** Begins an upload in parts. One that nobody completes is removed after a day. */
    @PostMapping
    @ApiResponse(responseCode = "201", description = "Begun", useReturnTypeSchema = true)
    ResponseEntity<OpenUpload> open(Caller caller) throws IOException {
        BlobApi.requireSender(caller);
        UUID id = uploads.open();
        jdbc.sql("insert into registry.upload (id, actor) values (?, ?)")
                .param(id)
                .param(caller.actor().toString())
                .update();
        return ResponseEntity.created(URI.create("/api/v1/uploads/" + id)).body(new OpenUpload(id, 0));
    }

    /** How many bytes have arrived, in {@code Upload-Offset}: where to go on. */
    @RequestMapping(path = "/{id}", method = RequestMethod.HEAD)
    ResponseEntity<Void> size(Caller caller, @PathVariable UUID id) throws IOException {
        long size = step(caller, id, () -> uploads.size(id));
        return ResponseEntity.ok().header(OFFSET, Long.toString(size)).build();
    }

    /**
     * Sends the next part.
     *
     * @param offset where the part begins; refused unless all before it has arrived
     */
    @PatchMapping(path = "/{id}", consumes = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    ResponseEntity<OpenUpload> append(
            Caller caller, @PathVariable UUID id, @RequestHeader(OFFSET) long offset, HttpServletRequest request)
            throws IOException {
        long largest = limits.largest().toBytes();
        long size = step(caller, id, () -> {
            try {
                return uploads.append(id, offset, request.getInputStream(), largest);
            } catch (WriteOnceStore.TooLarge e) {
                throw BlobApi.tooLarge(largest);
            }
        });
        return ResponseEntity.ok().header(OFFSET, Long.toString(size)).body(new OpenUpload(id, size));
    }

    /** Ends an upload; the content is kept when it has the digest. */
    @ApiResponse(responseCode = "201", description = "Stored", useReturnTypeSchema = true)
    @PostMapping(path = "/{id}/completion", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<StoredBlob> complete(Caller caller, @PathVariable UUID id, @RequestBody Completion completion)
            throws IOException {
        if (completion.digest() == null) {
            throw new Refused(REQUEST_MALFORMED, "/digest is missing");
        }
        WriteOnceStore.Blob blob = step(caller, id, () -> uploads.complete(id, completion.digest()));
        content.sentBy(caller, blob.digest());
        forget(id);
        return ResponseEntity.status(HttpStatus.CREATED).body(new StoredBlob(blob.digest(), blob.bytes()));
    }

    /** Gives an upload up. */
    @ApiResponse(responseCode = "204", description = "Gone")
    @DeleteMapping("/{id}")
    ResponseEntity<Void> abandon(Caller caller, @PathVariable UUID id) throws IOException {
        step(caller, id, () -> {
            uploads.abandon(id);
            return id;
        });
        forget(id);
        return ResponseEntity.noContent().build();
    }

    private <T> T step(Caller caller, UUID id, Step<T> step) throws IOException {
        boolean own = jdbc.sql("select count(*) from registry.upload where id = ? and actor = ?")
                        .param(id)
                        .param(caller.actor().toString())
                        .query(Integer.class)
                        .single()
                > 0;
        if (!own) {
            throw unknown(id);
        }
        try {
            return step.run();
        } catch (NoSuchFileException e) {
            throw unknown(id);
        } catch (WriteOnceStore.DigestMismatch e) {
            forget(id);
            throw new Refused(CONTENT_MISMATCH, e.getMessage());
        } catch (Uploads.WrongOffset e) {
            throw new Refused(UPLOAD_ELSEWHERE, e.getMessage(), Map.of("offset", e.size()));
        } catch (Uploads.Busy e) {
            throw new Refused(UPLOAD_ELSEWHERE, e.getMessage());
        }
    }

    private static Refused unknown(UUID id) {
        return new Refused(UPLOAD_UNKNOWN, "There is no upload " + id + " of yours");
    }

    private void forget(UUID id) {
        jdbc.sql("delete from registry.upload where id = ?").param(id).update();
    }
}
