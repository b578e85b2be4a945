package dev.cairn.platform.command;

import static dev.cairn.platform.command.WriteRefusal.IDEMPOTENCY_KEY_REUSED;

import dev.cairn.events.EventCodec;
import dev.cairn.platform.problem.Refused;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;

/** What was answered to requests that carried an {@code Idempotency-Key}, kept for seven days. */
class IdempotentAnswers {

    private final JdbcClient jdbc;

    IdempotentAnswers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The answer that an earlier request with this key got.
     *
     * @param given what {@link Opening} found under the key
     * @throws Refused when the key was used for another request
     */
    <T> Optional<Writes.Answer<T>> before(Write write, Opening.@Nullable Given given, Class<T> type) {
        if (given == null) {
            return Optional.empty();
        }
        if (!given.bodyDigest().equals(write.bodyDigest().value())) {
            throw new Refused(
                    IDEMPOTENCY_KEY_REUSED,
                    "The key came with another body, path or method to " + write.route() + " before");
        }
        return Optional.of(new Writes.Answer<>(EventCodec.json().readValue(given.answer(), type), true));
    }

    /** @throws AnsweredMeanwhile when a request with the same key committed since the write was opened */
    void remember(Write write, Object answer) {
        if (write.idempotencyKey() == null) {
            return;
        }
        int stored = jdbc.sql("""
                        insert into platform.idempotent_request (actor, route, key, body_digest, answer)
                        values (:actor, :route, :key, :digest, :answer)
                        on conflict do nothing
                        """)
                .param("actor", write.cause().actor().toString())
                .param("route", write.route())
                .param("key", write.idempotencyKey())
                .param("digest", write.bodyDigest().value())
                .param("answer", EventCodec.json().writeValueAsString(answer))
                .update();
        if (stored == 0) {
            throw new AnsweredMeanwhile();
        }
    }

    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT1M")
    void forgetOld() {
        jdbc.sql("delete from platform.idempotent_request where answered_at < now() - interval '7 days'")
                .update();
    }

    /** Two requests with one key met; the later is undone and gets the first one's answer. */
    static final class AnsweredMeanwhile extends RuntimeException {}
}
