package dev.cairn.platform.inbox;

import dev.cairn.events.RecordedEvent;
import dev.cairn.platform.inbox.Arrived.TopicKey;
import dev.cairn.platform.view.ViewTransactions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Takes records into the views: effects, sequences and parked keys, in the caller's transaction. */
final class Intake {

    private static final Logger log = LoggerFactory.getLogger(Intake.class);

    private final ViewTransactions transactions;
    private final List<TopicView> views;
    private final Sequences sequences;
    private final ParkedRows parkedRows;

    Intake(ViewTransactions transactions, JdbcTemplate jdbc, List<TopicView> views) {
        this.transactions = transactions;
        this.views = views;
        this.sequences = new Sequences(JdbcClient.create(jdbc));
        this.parkedRows = new ParkedRows(jdbc);
    }

    /**
     * @param taken events whose effect is now in the views
     * @param parked keys that were parked
     */
    record Outcome(int taken, int parked) {}

    /**
     * Takes the records in, in their order. First all at once; where that fails, one by one, and the key of each that fails
     * is parked.
     *
     * @param givenUp ids of discarded events
     * @throws RuntimeException when the database is to blame, not an event; the caller's transaction has to end
     */
    Outcome takeIn(List<Arrived> arrivals, Set<UUID> givenUp) {
        return takeIn(arrivals, parkedRows.hold(distinct(arrivals, Arrived::key)), givenUp);
    }

    private Outcome takeIn(List<Arrived> arrivals, Set<TopicKey> parked, Set<UUID> givenUp) {
        var last = sequences.load(distinct(arrivals, Arrived::stream));
        Course course;
        try {
            course = together(arrivals, new Judgement(last, parked, givenUp));
        } catch (RuntimeException e) {
            Failures.rethrowPassing(e);
            log.debug("A batch of {} events cannot be taken in at once, so each goes by itself", arrivals.size(), e);
            course = oneByOne(arrivals, new Judgement(last, parked, givenUp));
        }
        sequences.save(course.judgement.advanced());
        course.parked.forEach((first, reason) -> parkedRows.park(first, reason));
        parkedRows.queue(course.waiting);
        return new Outcome(course.taken, course.parked.size());
    }

    /**
     * Takes in again what waits under a parked key; what fails parks it anew. Its row stays meanwhile, or is changed: a batch
     * that waits for it would see neither that it was removed nor that another came in its place.
     */
    Outcome takeInAgain(TopicKey key, Set<UUID> givenUp) {
        List<Arrived> waiting = WaitingOrder.of(parkedRows.takeWaiting(key));
        Outcome outcome = takeIn(waiting, Set.of(), givenUp);
        if (outcome.parked() == 0) {
            parkedRows.remove(key);
        }
        return outcome;
    }

    private static <T> Set<T> distinct(List<Arrived> arrivals, Function<Arrived, @Nullable T> property) {
        Set<T> distinct = new LinkedHashSet<>();
        for (Arrived arrived : arrivals) {
            T value = property.apply(arrived);
            if (value != null) {
                distinct.add(value);
            }
        }
        return distinct;
    }

    private Course together(List<Arrived> arrivals, Judgement judgement) {
        Map<String, List<RecordedEvent>> ready = new LinkedHashMap<>();
        var course = new Course(judgement);
        course.run(arrivals, arrived -> {
            ready.computeIfAbsent(arrived.record().topic(), topic -> new ArrayList<>())
                    .add(Objects.requireNonNull(arrived.event()));
            return null;
        });
        transactions.attempt(() -> ready.forEach(this::show));
        return course;
    }

    private Course oneByOne(List<Arrived> arrivals, Judgement judgement) {
        var course = new Course(judgement);
        course.run(arrivals, this::failure);
        return course;
    }

    /** Why the event cannot be taken in; absent when it was. */
    private @Nullable String failure(Arrived arrived) {
        try {
            transactions.attempt(
                    () -> show(arrived.record().topic(), List.of(Objects.requireNonNull(arrived.event()))));
            return null;
        } catch (RuntimeException e) {
            Failures.rethrowPassing(e);
            log.warn(
                    "Event {} of {} cannot be taken in",
                    arrived.event(),
                    arrived.record().topic(),
                    e);
            return Failures.reason(e);
        }
    }

    private void show(String topic, List<RecordedEvent> events) {
        for (TopicView view : views) {
            if (view.topics().contains(topic)) {
                view.apply(topic, events);
            }
        }
    }

    /** The records on their way: each is passed over, given up, parked, left to wait, or takes effect. */
    private static final class Course {
        final Judgement judgement;
        final Map<Arrived, String> parked = new LinkedHashMap<>();
        final List<Arrived> waiting = new ArrayList<>();
        int taken;

        Course(Judgement judgement) {
            this.judgement = judgement;
        }

        /** @param effect answers why it failed; absent when it did not */
        void run(List<Arrived> arrivals, Function<Arrived, @Nullable String> effect) {
            for (Arrived arrived : arrivals) {
                switch (judgement.of(arrived)) {
                    case REPEATED -> log.debug("{} was taken in before", arrived.event());
                    case GIVEN_UP -> judgement.advance(arrived);
                    case WAITS -> waiting.add(arrived);
                    case PARKS -> park(arrived, Objects.requireNonNull(judgement.reason(arrived)));
                    case READY -> take(arrived, effect.apply(arrived));
                }
            }
        }

        private void take(Arrived arrived, @Nullable String failure) {
            if (failure == null) {
                judgement.advance(arrived);
                taken++;
            } else {
                park(arrived, failure);
            }
        }

        private void park(Arrived arrived, String reason) {
            judgement.park(arrived.key());
            parked.put(arrived, Failures.sentence(reason));
            waiting.add(arrived);
        }
    }
}
