package dev.cairn.platform.inbox;

import dev.cairn.platform.inbox.Arrived.Stream;
import dev.cairn.platform.inbox.NextRows.NewlyParked;
import dev.cairn.platform.view.Filling;
import dev.cairn.platform.view.ViewTransactions;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Fills views from the topics, with their positions, sequences and parked keys, and sees to it that nothing is in the views
 * in use that the new ones would lack. For one thread.
 */
final class TopicFilling implements Filling {

    private final TopicFollowers followers;
    private final ViewTransactions next;
    private final Intake intake;
    private final NextRows rows;
    private @Nullable TopicFollower follower;

    TopicFilling(TopicFollowers followers, ViewTransactions next, Intake intake, NextRows rows) {
        this.followers = followers;
        this.next = next;
        this.intake = intake;
        this.rows = rows;
    }

    /** Counts offsets, the marks of transactions among them. */
    @Override
    public long expected() {
        try (TopicFollower counting = followers.open(next)) {
            return counting.length();
        }
    }

    @Override
    public void catchUp(Shown shown) throws InterruptedException {
        close();
        TopicFollower opened = followers.open(next);
        follower = opened;
        opened.follow(opened.ends(), shown::more);
        requireNothingLost(opened, shown);
    }

    /** What the views in use were ahead by must have come when the topics were read to their end once more. */
    private void requireNothingLost(TopicFollower follower, Shown shown) throws InterruptedException {
        Map<Stream, Long> behind = rows.behind();
        if (behind.isEmpty()) {
            return;
        }
        follower.follow(follower.ends(), shown::more);
        Map<Stream, Long> reached = next.call(() -> rows.sequences(behind.keySet()));
        behind.forEach((stream, last) -> requireReached(stream, last, reached.getOrDefault(stream, -1L)));
    }

    private void requireReached(Stream stream, long last, long reached) {
        if (reached < last) {
            throw new IllegalStateException("The views in use have taken in " + stream.name() + " of " + stream.topic()
                    + " up to sequence " + last + ", and taking the topic in anew ends "
                    + (reached < 0 ? "before its first event" : "at sequence " + reached)
                    + rows.newlyParked().map(parked -> " (" + parked + ")").orElse("")
                    + "; the views stay as they were. Have the service that owns the topic run republish, then rebuild"
                    + " again");
        }
    }

    @Override
    public void finish(Shown shown) throws InterruptedException {
        TopicFollower open = follower;
        if (open == null) {
            throw new IllegalStateException("The views were not filled yet");
        }
        try {
            open.follow(open.ends(), shown::more);
        } catch (KafkaException e) {
            throw new NotYet("Kafka did not answer while writers waited: " + e.getMessage());
        }
        rows.parked()
                .forEach(key -> shown.more(
                        intake.takeInAgain(key, followers.givenUp().get()).taken()));
        rows.newlyParked().ifPresent(TopicFilling::refuse);
        rows.keepRecorded();
    }

    /** The inbox parks what cannot be taken in; a rebuild must not do so unnoticed with what goes on now. */
    private static void refuse(NewlyParked parked) {
        throw new NotYet(parked + ", and in the views in use it goes on");
    }

    @Override
    public void close() {
        if (follower != null) {
            follower.close();
            follower = null;
        }
    }
}
