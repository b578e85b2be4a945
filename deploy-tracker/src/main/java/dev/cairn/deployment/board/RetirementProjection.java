package dev.cairn.deployment.board;

import dev.cairn.events.deployment.RetirementAnswer;
import dev.cairn.events.deployment.RetirementAnswer.RetirementConfirmed;
import dev.cairn.events.deployment.RetirementAnswer.RetirementObjected;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which questions of the registry were answered, and how. Each method is safe to repeat. */
final class RetirementProjection {

    private final JdbcClient jdbc;

    RetirementProjection(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void apply(RetirementAnswer event) {
        if (event instanceof RetirementConfirmed e) {
            confirmed(e);
        } else if (event instanceof RetirementObjected e) {
            objected(e);
        }
    }

    private void confirmed(RetirementConfirmed event) {
        answered(event, true);
    }

    private void objected(RetirementObjected event) {
        answered(event, false);
    }

    private void answered(RetirementAnswer event, boolean confirmed) {
        jdbc.sql("""
                        insert into retirement_answer (request, model, label, confirmed)
                        values (:request, :model, :label, :confirmed) on conflict do nothing
                        """)
                .param("request", event.request())
                .param("model", event.version().model().value())
                .param("label", event.version().label().value())
                .param("confirmed", confirmed)
                .update();
    }
}
