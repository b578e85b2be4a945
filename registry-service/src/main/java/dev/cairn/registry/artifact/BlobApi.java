package dev.cairn.registry.artifact;

import static dev.cairn.platform.problem.EdgeRefusal.ROLE_MISSING;
import static dev.cairn.registry.RegistryRefusal.BLOB_UNKNOWN;
import static dev.cairn.registry.RegistryRefusal.CONTENT_MISMATCH;
import static dev.cairn.registry.RegistryRefusal.CONTENT_TOO_LARGE;

import dev.cairn.events.types.Sha256Digest;
import dev.cairn.platform.identity.Caller;
import dev.cairn.platform.identity.Role;
import dev.cairn.platform.problem.Refused;
import dev.cairn.platform.writeonce.WriteOnceStore;
import dev.cairn.registry.catalogue.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/** Content by its digest: sent here, never read here. */
@RestController
@RequestMapping("/api/v1/blobs/{digest}")
class BlobApi {

    private final WriteOnceStore store;
    private final Content content;
    private final ArtifactProperties limits;

    BlobApi(WriteOnceStore store, Content content, ArtifactProperties limits) {
        this.store = store;
        this.content = content;
        this.limits = limits;
    }

    /** @param bytes of the content, as it was counted here */
    record StoredBlob(Sha256Digest digest, long bytes) {}

    /** Sends content; it is kept when it has the digest in the address. */
    @ApiResponse(responseCode = "201", description = "Stored", useReturnTypeSchema = true)
    @PutMapping(consumes = MediaType.APPLICATION_OCTET_STREAM_VALUE, produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<StoredBlob> put(Caller caller, @PathVariable Sha256Digest digest, HttpServletRequest request)
            throws IOException {
        requireSender(caller);
        long largest = limits.largest().toBytes();
        if (request.getContentLengthLong() > largest) {
            throw tooLarge(largest);
        }
        try {
            WriteOnceStore.Blob blob = store.put(request.getInputStream(), digest, largest);
            content.sentBy(caller, digest);
            return ResponseEntity.status(HttpStatus.CREATED).body(new StoredBlob(digest, blob.bytes()));
        } catch (WriteOnceStore.DigestMismatch e) {
            throw new Refused(CONTENT_MISMATCH, e.getMessage());
        } catch (WriteOnceStore.TooLarge e) {
            throw tooLarge(largest);
        }
    }

    static void requireSender(Caller caller) {
        if (!caller.has(Role.ML_ENGINEER)) {
            throw new Refused(ROLE_MISSING, "Sending content takes the role ml-engineer");
        }
    }

    static Refused tooLarge(long largest) {
        return new Refused(CONTENT_TOO_LARGE, "An artifact has at most " + largest + " bytes");
    }

    /** Whether content is stored that the caller sent, or that is in a version that they may read. */
    @RequestMapping(method = RequestMethod.HEAD)
    ResponseEntity<Void> known(Caller caller, @PathVariable Sha256Digest digest) {
        WriteOnceStore.Blob blob = content.findFor(caller, digest)
                .orElseThrow(() -> new Refused(BLOB_UNKNOWN, "There is no " + digest + " that you may know of"));
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_LENGTH, Long.toString(blob.bytes()))
                .build();
    }
}
