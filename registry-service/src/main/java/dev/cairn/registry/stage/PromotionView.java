package dev.cairn.registry.stage;

import dev.cairn.events.Event;
import dev.cairn.events.EventHeaders;
import dev.cairn.events.Topics;
import dev.cairn.events.approval.PromotionEvent.PromotionApproved;
import dev.cairn.events.approval.PromotionEvent.PromotionRevoked;
import dev.cairn.platform.inbox.EventView;
import java.time.ZoneOffset;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What approval says: which version was promoted to which stage, and when. */
@Component
class PromotionView implements EventView {

    private final JdbcClient jdbc;

    PromotionView(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Set<String> topics() {
        return Set.of(Topics.APPROVAL);
    }

    @Override
    public void apply(Event event, EventHeaders headers) {
        if (event instanceof PromotionApproved e) {
            jdbc.sql("""
                            insert into promotion (promotion, model, label, digest, stage, approved)
                            values (:promotion, :model, :label, :digest, :stage, :approved) on conflict do nothing
                            """)
                    .param("promotion", e.promotion())
                    .param("model", e.version().model().value())
                    .param("label", e.version().label().value())
                    .param("digest", e.digest().value())
                    .param("stage", e.stage().text())
                    .param("approved", headers.time().atOffset(ZoneOffset.UTC))
                    .update();
        } else if (event instanceof PromotionRevoked e) {
            jdbc.sql("update promotion set revoked = true where promotion = ?")
                    .param(e.promotion())
                    .update();
        }
    }
}
