package dev.cairn.approval.promotion;

import dev.cairn.approval.gate.Gate;
import dev.cairn.approval.promotion.PromotionCommand.OfPromotion;
import dev.cairn.approval.version.Candidate;
import dev.cairn.events.approval.Policy;
import dev.cairn.events.approval.PromotionEvent;
import dev.cairn.events.approval.PromotionEvent.Check;
import dev.cairn.events.approval.PromotionEvent.GateEvaluated;
import dev.cairn.events.approval.PromotionEvent.PromotionApproved;
import dev.cairn.events.approval.PromotionEvent.PromotionRejected;
import dev.cairn.events.approval.PromotionEvent.PromotionRequested;
import dev.cairn.events.types.Actor;
import dev.cairn.events.types.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Asks to bring a version to a stage, and evaluates the policy's checks. Where one fails, the request is rejected at once, and
 * both are recorded: that somebody tried is history too. Where the policy asks for no review, passing is enough.
 *
 * @param requester who asks, and {@code answerable} the person behind a machine that does
 */
public record RequestPromotion(
        UUID promotion,
        Candidate candidate,
        Stage stage,
        int policyVersion,
        Policy policy,
        Actor requester,
        @Nullable Actor answerable,
        String reason,
        Instant now)
        implements OfPromotion {

    @Override
    public List<PromotionEvent> decide(PromotionState state) {
        if (state.known()) {
            return List.of();
        }
        List<Check> checks = Gate.evaluate(policy, stage, candidate);
        boolean passed = Gate.passed(checks);
        List<PromotionEvent> events = new ArrayList<>();
        events.add(requested());
        events.add(new GateEvaluated(promotion, candidate.version(), passed, checks));
        if (!passed) {
            events.add(new PromotionRejected(promotion, candidate.version(), stage, Gate.failures(checks)));
        } else if (policy.reviews().isEmpty()) {
            events.add(new PromotionApproved(
                    promotion, candidate.version(), candidate.digest(), stage, List.of(), until(policy, now)));
        }
        return events;
    }

    private PromotionRequested requested() {
        return new PromotionRequested(
                promotion,
                candidate.version(),
                candidate.digest(),
                stage,
                policyVersion,
                policy,
                requester,
                barred(),
                reason,
                now.plus(Duration.ofDays(policy.requestDays())));
    }

    private List<Actor> barred() {
        return Stream.concat(Stream.of(requester, answerable), candidate.makers().stream())
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    /** When an approval of now lapses; absent where the policy lets it hold. */
    static @Nullable Instant until(Policy policy, Instant now) {
        return policy.approvalDays() == null ? null : now.plus(Duration.ofDays(policy.approvalDays()));
    }
}
