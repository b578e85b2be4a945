package dev.cairn.standalone.killing.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.events.types.Sha256Digest;
import dev.cairn.standalone.killing.load.Http.Answer;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** An upload in parts that goes on after a crash where the service says that it stands. */
final class PartedUpload {

    private final Caller caller;
    private final Http registry;
    private final Ledger ledger;
    private final Random random;

    PartedUpload(Caller caller, Http registry, Ledger ledger, Random random) {
        this.caller = caller;
        this.registry = registry;
        this.ledger = ledger;
        this.random = random;
    }

    void send(byte[] content, Sha256Digest digest) {
        ledger.begins(caller.toString(), "upload in parts");
        String upload = caller.answered(() -> registry.write("POST", "/api/v1/uploads", Map.of(), caller.operation()))
                .header("Location");
        int acknowledged = 0;
        while (acknowledged < content.length) {
            acknowledged = part(upload, content, acknowledged);
        }
        complete(upload, content, digest);
    }

    /** @return up to where the service has it now */
    private int part(String upload, byte[] content, int from) {
        int to = Math.min(content.length, from + 1 + random.nextInt(200_000));
        @Nullable
        Answer answer = caller.once(() -> registry.bytes("PATCH", upload, Arrays.copyOfRange(content, from, to), from));
        if (answer != null && answer.status() == 200) {
            assertThat(answer.json().path("offset").asInt()).isEqualTo(to);
            return to;
        }
        if (answer != null) {
            // Away, or still busy with what the broken connection brought
            assertThat(answer.status()).as("%s", answer).isIn(503, 409);
        }
        Caller.pause();
        int stands =
                Integer.parseInt(caller.answered(() -> registry.head(upload)).header("Upload-Offset"));
        assertThat(stands)
                .as("what was answered is there, and nothing that was not sent")
                .isBetween(from, to);
        return stands;
    }

    private void complete(String upload, byte[] content, Sha256Digest digest) {
        while (true) {
            @Nullable
            Answer answer = caller.once(() -> registry.write(
                    "POST", upload + "/completion", Map.of("digest", digest.value()), caller.operation()));
            if (answer != null && answer.status() == 201) {
                assertThat(answer.json().path("bytes").asInt()).isEqualTo(content.length);
                return;
            }
            if (answer != null && answer.status() == 404) {
                // The crash came between completion and answer: the blob is whole, or it is sent again
                caller.answered(() -> registry.bytes("PUT", "/api/v1/blobs/" + digest, content, 0));
                return;
            }
            if (answer != null) {
                assertThat(answer.status()).as("%s", answer).isIn(503, 409);
            }
            Caller.pause();
        }
    }
}
