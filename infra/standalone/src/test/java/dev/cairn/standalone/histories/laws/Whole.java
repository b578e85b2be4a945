package dev.cairn.standalone.histories.laws;

import dev.cairn.events.Event;
import dev.cairn.events.approval.PromotionEvent.GateEvaluated;
import dev.cairn.events.approval.PromotionEvent.OfPromotion;
import dev.cairn.events.approval.PromotionEvent.PromotionApproved;
import dev.cairn.events.approval.PromotionEvent.PromotionRejected;
import dev.cairn.events.approval.PromotionEvent.PromotionRequested;
import dev.cairn.events.approval.PromotionEvent.PromotionReviewed;
import dev.cairn.events.approval.PromotionEvent.Verdict;
import dev.cairn.standalone.histories.laws.ModelHistory.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is decided in one request is there as a whole: a request for a promotion with its checks, checks that fail with the
 * rejection, the last review with the checks and the approval.
 */
final class Whole implements Law {

    @Override
    public List<String> broken(ModelHistory history) {
        Map<UUID, List<Decision>> promotions = history.approval().stream()
                .filter(decision -> decision.event() instanceof OfPromotion)
                .collect(Collectors.groupingBy(decision -> ((OfPromotion) decision.event()).promotion()));
        List<String> broken = new ArrayList<>();
        promotions.values().forEach(stream -> {
            for (int i = 0; i < stream.size(); i++) {
                Class<? extends Event> rest =
                        rest(stream.get(i).event(), i > 0 ? stream.get(i - 1).event() : null);
                Decision next = i + 1 < stream.size() ? stream.get(i + 1) : null;
                if (rest != null && !together(stream.get(i), next, rest)) {
                    broken.add(
                            stream.get(i) + " is there without the " + rest.getSimpleName() + " of the same request");
                }
            }
        });
        return broken;
    }

    /** What has to come with a decision, right after it; null where nothing does. */
    private static @Nullable Class<? extends Event> rest(Event event, @Nullable Event before) {
        if (event instanceof PromotionRequested) {
            return GateEvaluated.class;
        } else if (event instanceof PromotionReviewed review) {
            return review.verdict() == Verdict.REJECT ? PromotionRejected.class : null;
        } else if (event instanceof GateEvaluated gate && !gate.passed()) {
            return PromotionRejected.class;
        }
        return event instanceof GateEvaluated && before instanceof PromotionReviewed ? PromotionApproved.class : null;
    }

    private static boolean together(Decision decision, @Nullable Decision next, Class<? extends Event> rest) {
        return next != null
                && rest.isInstance(next.event())
                && next.headers().correlationId().equals(decision.headers().correlationId());
    }
}
