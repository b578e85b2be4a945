package dev.cairn.registry.catalogue;

import dev.cairn.events.types.Sha256Digest;
import dev.cairn.platform.identity.Caller;
import dev.cairn.platform.writeonce.WriteOnceStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Content as a caller may know of it: they sent it, or may read a version that holds it. */
@Component
public final class Content {

    private final WriteOnceStore store;
    private final Artifacts artifacts;
    private final JdbcClient jdbc;

    Content(WriteOnceStore store, Artifacts artifacts, JdbcClient jdbc) {
        this.store = store;
        this.artifacts = artifacts;
        this.jdbc = jdbc;
    }

    /** Empty when there is none, or none that this caller may know of: knowing a digest gives no right to its content. */
    public Optional<WriteOnceStore.Blob> findFor(Caller caller, Sha256Digest digest) {
        if (!sent(caller, digest) && !artifacts.readable(caller, digest)) {
            return Optional.empty();
        }
        try {
            return store.find(digest);
        } catch (WriteOnceStore.RecordAltered e) {
            // As good as not there: sending it again brings it back
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("The store could not be asked for " + digest + ": " + e.getMessage(), e);
        }
    }

    private boolean sent(Caller caller, Sha256Digest digest) {
        return jdbc.sql("select count(*) from registry.uploaded where actor = ? and digest = ?")
                        .param(caller.actor().toString())
                        .param(digest.value())
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /** Remembers that this caller sent the content, whole. */
    public void sentBy(Caller caller, Sha256Digest digest) {
        jdbc.sql("insert into registry.uploaded (actor, digest) values (?, ?)"
                        + " on conflict (actor, digest) do update set at = now()")
                .param(caller.actor().toString())
                .param(digest.value())
                .update();
    }
}
