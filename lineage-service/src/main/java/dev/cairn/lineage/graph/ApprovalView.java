package dev.cairn.lineage.graph;

import dev.cairn.events.Event;
import dev.cairn.events.EventHeaders;
import dev.cairn.events.Topics;
import dev.cairn.events.approval.PromotionEvent.ApprovalLapsed;
import dev.cairn.events.approval.PromotionEvent.OfPromotion;
import dev.cairn.events.approval.PromotionEvent.PromotionApproved;
import dev.cairn.events.approval.PromotionEvent.PromotionExpired;
import dev.cairn.events.approval.PromotionEvent.PromotionRejected;
import dev.cairn.events.approval.PromotionEvent.PromotionRequested;
import dev.cairn.events.approval.PromotionEvent.PromotionReviewed;
import dev.cairn.events.approval.PromotionEvent.PromotionRevoked;
import dev.cairn.events.approval.PromotionEvent.PromotionWithdrawn;
import dev.cairn.events.types.Actor;
import dev.cairn.platform.inbox.EventView;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What approval tells: promotions, how they stand, and who decided. */
@Component
class ApprovalView implements EventView {

    private final GraphRows rows;

    ApprovalView(JdbcClient jdbc) {
        this.rows = new GraphRows(jdbc, "approval");
    }

    @Override
    public Set<String> topics() {
        return Set.of(Topics.APPROVAL);
    }

    @Override
    public void apply(Event event, EventHeaders headers) {
        if (event instanceof PromotionRequested e) {
            requested(e, headers);
        } else if (event instanceof PromotionApproved e) {
            List<String> approvers = e.approvers().stream().map(Actor::toString).toList();
            tell(
                    e,
                    Map.of(
                            "state",
                            "approved",
                            "approvers",
                            approvers,
                            "since",
                            headers.time().toString()));
        } else if (event instanceof PromotionReviewed e) {
            tell(e, Map.of("reviewed", headers.time().toString()));
        } else if (event instanceof PromotionRejected e) {
            ended(e, "rejected", headers);
        } else if (event instanceof PromotionWithdrawn e) {
            ended(e, "withdrawn", headers);
        } else if (event instanceof PromotionExpired e) {
            ended(e, "expired", headers);
        } else if (event instanceof ApprovalLapsed e) {
            ended(e, "lapsed", headers);
        } else if (event instanceof PromotionRevoked e) {
            ended(e, "revoked", headers);
        }
    }

    private void requested(PromotionRequested event, EventHeaders headers) {
        String promotion = NodeType.promotion(event.promotion());
        String version = NodeType.version(event.version());
        rows.refer(version, event.version().model(), Map.of());
        rows.edge(promotion, EdgeKind.PROMOTES, version);
        tell(
                event,
                Map.of(
                        "stage", event.stage().text(),
                        "digest", event.digest().value(),
                        "requester", event.requester().toString(),
                        "state", "requested",
                        "since", headers.time().toString()));
    }

    private void ended(OfPromotion event, String state, EventHeaders headers) {
        tell(event, Map.of("state", state, "since", headers.time().toString()));
    }

    private void tell(OfPromotion event, Map<String, ?> facts) {
        rows.record(NodeType.promotion(event.promotion()), event.version().model(), facts);
    }
}
