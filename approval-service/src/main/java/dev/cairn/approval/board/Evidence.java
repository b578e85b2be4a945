package dev.cairn.approval.board;

import dev.cairn.approval.board.PromotionEntry.Details;
import dev.cairn.approval.board.PromotionEntry.Evaluation;
import dev.cairn.approval.board.PromotionEntry.Known;
import dev.cairn.approval.version.Candidate;
import dev.cairn.approval.version.Candidate.Obstacle;
import dev.cairn.approval.version.Candidates;
import dev.cairn.events.EventCodec;
import dev.cairn.events.approval.Policy;
import dev.cairn.events.approval.PromotionEvent.Check;
import dev.cairn.platform.identity.Caller;
import java.time.OffsetDateTime;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;

/** What reviewers see beside their decision: policy, checks, the version, what it replaces, its content elsewhere. */
@Component
class Evidence {

    private static final TypeReference<List<Check>> CHECKS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final Promotions promotions;
    private final Candidates candidates;
    private final Elsewhere elsewhere;

    Evidence(JdbcClient jdbc, Promotions promotions, Candidates candidates, Elsewhere elsewhere) {
        this.jdbc = jdbc;
        this.promotions = promotions;
        this.candidates = candidates;
        this.elsewhere = elsewhere;
    }

    /** What the caller may see of it: other models that have the same content may be hidden from them. */
    PromotionEntry beside(Caller caller, PromotionEntry promotion) {
        Known candidate =
                candidates.find(promotion.version()).map(Evidence::known).orElse(null);
        Known current = promotions
                .current(promotion)
                .flatMap(candidates::find)
                .map(Evidence::known)
                .orElse(null);
        return promotion.with(new Details(
                policy(promotion), gate(promotion), candidate, current, elsewhere.ended(caller, promotion)));
    }

    private Policy policy(PromotionEntry promotion) {
        String json = jdbc.sql("select policy from promotion where promotion = ?")
                .param(promotion.id())
                .query(String.class)
                .single();
        return EventCodec.json().readValue(json, Policy.class);
    }

    /** There is one from the request on. */
    private Evaluation gate(PromotionEntry promotion) {
        return jdbc.sql("select * from gate where promotion = ? order by sequence desc limit 1")
                .param(promotion.id())
                .query((row, number) -> new Evaluation(
                        row.getBoolean("passed"),
                        EventCodec.json().readValue(row.getString("checks"), CHECKS),
                        row.getObject("evaluated", OffsetDateTime.class).toInstant()))
                .single();
    }

    private static Known known(Candidate candidate) {
        return new Known(
                candidate.version(),
                candidate.metrics(),
                candidate.documents(),
                candidate.obstacles().stream().map(Obstacle::words).toList());
    }
}
