package dev.cairn.platform.recovery;

import dev.cairn.events.Event;
import dev.cairn.events.registry.ModelEvent;
import dev.cairn.events.registry.ModelEvent.ModelDescribed;
import dev.cairn.platform.view.Happened;
import dev.cairn.platform.view.View;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Everything that each model was described as, in order; its table is {@code noted}. Fails while it is told to. */
final class NotedView implements View {

    private final JdbcClient jdbc;
    private volatile Runnable before = () -> {};

    NotedView(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Runs before each batch of events. */
    void before(Runnable what) {
        before = what;
    }

    @Override
    public Set<Class<? extends Event>> families() {
        return Set.of(ModelEvent.class);
    }

    @Override
    public void apply(List<Happened> events) {
        before.run();
        for (Happened happened : events) {
            if (happened.event() instanceof ModelDescribed described) {
                jdbc.sql("""
                                insert into noted (model, texts) values (:model, :text)
                                on conflict (model) do update set texts = noted.texts || ' ' || excluded.texts
                                """)
                        .param("model", described.model().value())
                        .param("text", described.description())
                        .update();
            }
        }
    }
}
