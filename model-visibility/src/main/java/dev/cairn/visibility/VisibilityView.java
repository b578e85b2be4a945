package dev.cairn.visibility;

import dev.cairn.events.Event;
import dev.cairn.events.EventHeaders;
import dev.cairn.events.Topics;
import dev.cairn.events.registry.ModelEvent.AccessGranted;
import dev.cairn.events.registry.ModelEvent.AccessRevoked;
import dev.cairn.events.registry.ModelEvent.ModelRegistered;
import dev.cairn.platform.inbox.EventView;
import java.sql.Types;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Models and grants; whatever else the registry says changes nothing about who sees a model. */
final class VisibilityView implements EventView {

    private final JdbcClient jdbc;

    VisibilityView(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Set<String> topics() {
        return Set.of(Topics.REGISTRY);
    }

    @Override
    public void apply(Event event, EventHeaders headers) {
        if (event instanceof ModelRegistered e) {
            registered(e, headers);
        } else if (event instanceof AccessGranted e) {
            granted(e);
        } else if (event instanceof AccessRevoked e) {
            revoked(e);
        }
    }

    private void registered(ModelRegistered event, EventHeaders headers) {
        jdbc.sql("""
                        insert into model (name, sensitivity, creator, answerable)
                        values (:name, :sensitivity, :creator, :answerable) on conflict do nothing
                        """)
                .param("name", event.model().value())
                .param("sensitivity", event.sensitivity().name())
                .param("creator", headers.actor().toString())
                .param(
                        "answerable",
                        headers.owner() == null ? null : headers.owner().toString(),
                        Types.VARCHAR)
                .update();
    }

    private void granted(AccessGranted event) {
        jdbc.sql("insert into access_grant (model, subject) values (?, ?) on conflict do nothing")
                .param(event.model().value())
                .param(event.subject().toString())
                .update();
    }

    private void revoked(AccessRevoked event) {
        jdbc.sql("delete from access_grant where model = ? and subject = ?")
                .param(event.model().value())
                .param(event.subject().toString())
                .update();
    }
}
