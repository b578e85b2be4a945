package dev.cairn.standalone.histories.laws;

import dev.cairn.events.Event;
import dev.cairn.events.EventCodec;
import dev.cairn.events.EventHeaders;
import dev.cairn.events.RecordedEvent;
import dev.cairn.events.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What was decided about one model, each service's decisions in the order in which it made them: the order of the model's key
 * on the service's topic. Between services there is no order but by causes: whoever answers an event had taken it in, and
 * with it everything that lies before it under the same key. Nobody's clock is asked.
 */
public final class ModelHistory {

    private final String key;
    private final Map<String, List<Decision>> decisions = new HashMap<>();
    private final Map<UUID, Decision> byId = new HashMap<>();

    /** @param place among the decisions of its service about the model, from 0 */
    record Decision(String topic, int place, Event event, EventHeaders headers) {

        boolean before(Decision other) {
            return topic.equals(other.topic) && place < other.place;
        }

        @Override
        public String toString() {
            return headers.type().replaceAll(".*\\.(\\w+)\\.v1", "$1") + " " + headers.subject() + "@"
                    + headers.sequence();
        }
    }

    /** A decision, read as what it is. */
    record Told<E extends Event>(E event, Decision decision) {}

    public ModelHistory(String key) {
        this.key = key;
    }

    /** The next event of its topic under this key. */
    public void add(RecordedEvent recorded) {
        List<Decision> ofService = decisions.computeIfAbsent(recorded.topic(), topic -> new ArrayList<>());
        Event event = EventCodec.read(recorded.headers().type(), recorded.data());
        var decision = new Decision(recorded.topic(), ofService.size(), event, recorded.headers());
        ofService.add(decision);
        byId.put(recorded.headers().id(), decision);
    }

    String key() {
        return key;
    }

    List<Decision> registry() {
        return of(Topics.REGISTRY);
    }

    List<Decision> approval() {
        return of(Topics.APPROVAL);
    }

    List<Decision> deployment() {
        return of(Topics.DEPLOYMENT);
    }

    List<Decision> all() {
        List<Decision> all = new ArrayList<>(registry());
        all.addAll(approval());
        all.addAll(deployment());
        return all;
    }

    private List<Decision> of(String topic) {
        return decisions.getOrDefault(topic, List.of());
    }

    /** The decisions of a kind, in their service's order. */
    <E extends Event> List<Told<E>> told(List<Decision> of, Class<E> kind) {
        return of.stream()
                .filter(decision -> kind.isInstance(decision.event()))
                .map(decision -> new Told<>(kind.cast(decision.event()), decision))
                .toList();
    }

    Optional<Decision> find(@Nullable UUID id) {
        return Optional.ofNullable(byId.get(id));
    }

    Optional<Decision> cause(Decision decision) {
        return find(decision.headers().causationId());
    }

    /** How many of approval's decisions deploy-tracker had taken in for certain when it made this one. */
    int takenIn(Decision deployment) {
        return deployment().stream()
                .limit(deployment.place() + 1L)
                .flatMap(decision -> cause(decision).stream())
                .filter(cause -> cause.topic().equals(Topics.APPROVAL))
                .mapToInt(cause -> cause.place() + 1)
                .max()
                .orElse(0);
    }

    /** How many of approval's decisions deploy-tracker can have taken in at most: none that answers this one or a later one. */
    int takenInAtMost(Decision deployment) {
        return approval().stream()
                .filter(decision -> cause(decision)
                        .filter(cause -> cause.topic().equals(Topics.DEPLOYMENT))
                        .filter(cause -> cause.place() >= deployment.place())
                        .isPresent())
                .mapToInt(Decision::place)
                .min()
                .orElse(approval().size());
    }
}
