package dev.cairn.standalone.histories.laws;

import dev.cairn.events.approval.Policy.RequiredReviews;
import dev.cairn.events.approval.PromotionEvent.Check;
import dev.cairn.events.approval.PromotionEvent.GateEvaluated;
import dev.cairn.events.approval.PromotionEvent.OfPromotion;
import dev.cairn.events.approval.PromotionEvent.PromotionApproved;
import dev.cairn.events.approval.PromotionEvent.PromotionRequested;
import dev.cairn.events.approval.PromotionEvent.PromotionReviewed;
import dev.cairn.events.approval.PromotionEvent.Verdict;
import dev.cairn.events.registry.VersionEvent.VersionRegistered;
import dev.cairn.events.types.Actor;
import dev.cairn.standalone.histories.laws.ModelHistory.Decision;
import dev.cairn.standalone.histories.laws.ModelHistory.Told;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * No approval without its checks: the request is of the registered content, everybody who made or asked for it is barred, the
 * reviews that its policy asks for are there, each by another person who is not barred and confirmed the documents, nobody
 * rejected it, and the checks passed last, by evidence that is on the log, in the same request as the approval.
 */
final class DecisionsAreChecked implements Law {

    @Override
    public List<String> broken(ModelHistory history) {
        return history.told(history.approval(), PromotionApproved.class).stream()
                .flatMap(approved -> new Case(history, approved).broken().stream())
                .toList();
    }

    /** What lies before an approval in its stream. */
    private static final class Case {
        private final ModelHistory history;
        private final Told<PromotionApproved> approved;
        private final List<Decision> stream;
        private final List<String> broken = new ArrayList<>();

        Case(ModelHistory history, Told<PromotionApproved> approved) {
            this.history = history;
            this.approved = approved;
            this.stream = history.approval().stream()
                    .filter(decision -> decision.before(approved.decision()))
                    .filter(decision -> decision.event() instanceof OfPromotion it
                            && it.promotion().equals(approved.event().promotion()))
                    .toList();
        }

        List<String> broken() {
            Optional<PromotionRequested> request = history.told(stream, PromotionRequested.class).stream()
                    .map(Told::event)
                    .findFirst();
            if (request.isEmpty()) {
                require(false, "was never requested");
                return broken;
            }
            boundTo(request.get());
            barred(request.get());
            reviewed(request.get());
            gate();
            return broken;
        }

        private void require(boolean holds, String otherwise) {
            if (!holds) {
                broken.add(approved.decision() + " " + otherwise);
            }
        }

        private void boundTo(PromotionRequested request) {
            PromotionApproved end = approved.event();
            require(
                    request.version().equals(end.version())
                            && request.digest().equals(end.digest())
                            && request.stage() == end.stage(),
                    "approves something else than what was requested");
            Optional<VersionRegistered> version = registration(request)
                    .map(told -> told.event())
                    .filter(it -> it.digest().equals(request.digest()));
            require(version.isPresent(), "approves a content that was never registered as " + request.version());
        }

        private Optional<Told<VersionRegistered>> registration(PromotionRequested request) {
            return history.told(history.registry(), VersionRegistered.class).stream()
                    .filter(told -> told.event().version().equals(request.version()))
                    .findFirst();
        }

        private void barred(PromotionRequested request) {
            Stream<@Nullable Actor> involved = Stream.concat(
                    stream.stream()
                            .filter(decision -> decision.event() instanceof PromotionRequested)
                            .flatMap(Case::people),
                    registration(request).stream().flatMap(told -> people(told.decision())));
            involved.filter(Objects::nonNull)
                    .forEach(person -> require(
                            request.barred().contains(person), "was requested without " + person + " being barred"));
        }

        private static Stream<@Nullable Actor> people(Decision decision) {
            return Stream.of(decision.headers().actor(), decision.headers().owner());
        }

        private void reviewed(PromotionRequested request) {
            List<Told<PromotionReviewed>> reviews = history.told(stream, PromotionReviewed.class);
            Set<Actor> reviewers = new HashSet<>();
            for (Told<PromotionReviewed> review : reviews) {
                Actor reviewer = review.event().reviewer();
                require(reviewers.add(reviewer), "counts " + reviewer + " twice");
                require(!request.barred().contains(reviewer), "counts " + reviewer + ", who is barred");
                require(
                        reviewer.equals(review.decision().headers().actor()),
                        "counts a review that " + reviewer + " did not sign");
                require(review.event().verdict() == Verdict.APPROVE, "was rejected by " + reviewer);
                require(
                        review.event().confirmed().containsAll(request.policy().documents()),
                        "counts " + reviewer + ", who did not confirm the documents");
            }
            for (RequiredReviews asked : request.policy().reviews()) {
                long given = reviews.stream()
                        .filter(review -> review.event().role().equals(asked.role()))
                        .count();
                require(given >= asked.count(), "lacks reviews by " + asked.role());
            }
            require(
                    reviewers.equals(Set.copyOf(approved.event().approvers())),
                    "names other approvers than its reviewers");
        }

        private void gate() {
            Decision last = stream.get(stream.size() - 1);
            if (!(last.event() instanceof GateEvaluated gate)) {
                require(false, "does not follow from its checks");
                return;
            }
            require(gate.passed() && gate.checks().stream().allMatch(Check::passed), "was approved by failed checks");
            require(
                    last.headers()
                            .correlationId()
                            .equals(approved.decision().headers().correlationId()),
                    "was approved by the checks of another request");
            gate.checks().stream().map(Check::evidence).filter(Objects::nonNull).forEach(this::requireEvidence);
        }

        private void requireEvidence(UUID evidence) {
            require(history.find(evidence).isPresent(), "rests on " + evidence + ", which is not on the log");
        }
    }
}
