package dev.cairn.platform.command;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** {@link Writes} in PostgreSQL, see docs/platform/command.md for why each statement stands where it does. */
final class TransactionalWrites implements Writes {

    private final Opening opening;
    private final TransactionTemplate transaction;
    private final IdempotentAnswers answers;
    private final ForkGuard forkGuard;

    TransactionalWrites(
            Opening opening, PlatformTransactionManager transactions, IdempotentAnswers answers, ForkGuard forkGuard) {
        this.opening = opening;
        this.transaction = new TransactionTemplate(transactions);
        this.transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.answers = answers;
        this.forkGuard = forkGuard;
    }

    @Override
    public <T> Answer<T> write(Write write, Class<T> answer, Supplier<T> work) {
        try {
            return transact(write, answer, work);
        } catch (IdempotentAnswers.AnsweredMeanwhile e) {
            // Another request with this key, under another lock, was faster; its answer is there now.
            return transact(write, answer, work);
        }
    }

    @Override
    public boolean answered(Write write) {
        return answers.before(write, opening.givenSoFar(write), JsonNode.class).isPresent();
    }

    private <T> Answer<T> transact(Write write, Class<T> answer, Supplier<T> work) {
        @Nullable
        Answer<T> given = transaction.execute(status -> {
            Opening.Opened opened = opening.open(write);
            forkGuard.requireCompared(opened.situation().postgresStarted());
            Optional<Answer<T>> before = answers.before(write, opened.given(), answer);
            return before.orElseGet(() -> decide(write, opened.situation().now(), work));
        });
        return Objects.requireNonNull(given);
    }

    private <T> Answer<T> decide(Write write, Instant now, Supplier<T> work) {
        Deciding.begin(new Deciding(write.cause(), now));
        try {
            T value = work.get();
            answers.remember(write, value);
            return new Answer<>(value, false);
        } finally {
            Deciding.end();
        }
    }
}
