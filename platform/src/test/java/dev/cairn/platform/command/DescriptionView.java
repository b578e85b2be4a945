package dev.cairn.platform.command;

import dev.cairn.events.Event;
import dev.cairn.events.registry.ModelEvent;
import dev.cairn.events.registry.ModelEvent.ModelDescribed;
import dev.cairn.platform.view.Happened;
import dev.cairn.platform.view.View;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The newest description of each model; its table is {@code description}. */
public class DescriptionView implements View {

    private final JdbcClient jdbc;

    public DescriptionView(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Set<Class<? extends Event>> families() {
        return Set.of(ModelEvent.class);
    }

    @Override
    public void apply(List<Happened> events) {
        for (Happened happened : events) {
            if (happened.event() instanceof ModelDescribed described) {
                if (described.description().equals("unshowable")) {
                    throw new IllegalStateException("The view cannot show this");
                }
                jdbc.sql("""
                                insert into description (model, text) values (:model, :text)
                                on conflict (model) do update set text = excluded.text
                                """)
                        .param("model", described.model().value())
                        .param("text", described.description())
                        .update();
            }
        }
    }
}
