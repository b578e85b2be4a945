package dev.cairn.platform.inbox;

import static dev.cairn.platform.inbox.InboxRefusal.KEY_NOT_PARKED;

import dev.cairn.events.EventTypes;
import dev.cairn.events.operations.OperationsEvent.EventDiscarded;
import dev.cairn.events.operations.OperationsEvent.KeyParked;
import dev.cairn.events.operations.OperationsEvent.KeyRetried;
import dev.cairn.platform.command.Cause;
import dev.cairn.platform.command.WriteRefusal;
import dev.cairn.platform.eventstore.EventStore;
import dev.cairn.platform.inbox.Arrived.TopicKey;
import dev.cairn.platform.problem.Refused;
import dev.cairn.platform.view.ViewTransactions;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The keys that cannot go on, and what an operator can do about them. */
public final class ParkedKeys {

    private static final Logger log = LoggerFactory.getLogger(ParkedKeys.class);

    private final ViewTransactions transactions;
    private final Intake intake;
    private final GivenUp givenUp;
    private final ParkedRows rows;
    private final EventStore store;
    private final Cause service;

    /** @param service in whose name it is recorded that a key was parked */
    ParkedKeys(
            ViewTransactions transactions,
            Intake intake,
            GivenUp givenUp,
            ParkedRows rows,
            EventStore store,
            Cause service) {
        this.transactions = transactions;
        this.intake = intake;
        this.givenUp = givenUp;
        this.rows = rows;
        this.store = store;
        this.service = service;
    }

    /**
     * What came of a retry or a discard.
     *
     * @param taken how many of the waiting events took effect
     * @param parked what holds the key back now; absent when it goes on
     */
    public record Outcome(int taken, @Nullable ParkedKey parked) {}

    /** Whether events of the key wait, from whichever topic: what the views say about it may be out of date. */
    public boolean isParked(String key) {
        return rows.any(key);
    }

    /**
     * The same as a condition in a statement over the views, which sees both at one moment.
     *
     * @param key an expression of that statement
     */
    public static String parked(String key) {
        return "exists (select from inbox_parked_key k where k.key = " + key + ")";
    }

    public Optional<ParkedKey> find(String topic, String key) {
        return rows.find(new TopicKey(topic, key));
    }

    /** Up to {@code limit} parked keys behind the given place in the order of topic and key. */
    List<ParkedKey> list(String afterTopic, String afterKey, int limit) {
        return rows.list(new TopicKey(afterTopic, afterKey), limit);
    }

    long count() {
        return rows.count();
    }

    /**
     * Takes the waiting events in again; what fails is parked anew.
     *
     * @throws Refused when the key is not parked
     */
    public Outcome retry(String topic, String key, Cause cause) {
        return transactions.call(() -> {
            var parked = held(topic, key);
            Outcome outcome = takeInAgain(parked);
            store.append(new KeyRetried(UUID.randomUUID(), topic, key, outcome.taken()), cause);
            return outcome;
        });
    }

    /**
     * Gives up the event that holds the key back, with whatever its stream lacks before it, for ever: a rebuild leaves it
     * out too. Those behind it are taken in.
     *
     * @throws Refused when the key is not parked
     */
    public Outcome discard(String topic, String key, String reason, Cause cause) {
        return transactions.call(() -> {
            var parked = held(topic, key);
            UUID event = rows.find(parked).orElseThrow().event();
            store.append(new EventDiscarded(UUID.randomUUID(), topic, key, event, reason), cause);
            return takeInAgain(parked);
        });
    }

    /**
     * Takes in again what another version of this service parked because it did not know a type that this one knows: after an
     * upgrade nobody has to ask for it. While versions run side by side the newer does so, also where the older one reads.
     */
    void retryNowKnown() {
        whenWritesAreAccepted(() -> rows.ofUnknownTypes().forEach((key, type) -> {
            if (type != null && EventTypes.byName(type).isPresent()) {
                transactions.run(() -> retryNowKnown(key, type));
            }
        }));
    }

    /** Another process may have been faster. */
    private void retryNowKnown(TopicKey key, String type) {
        if (!rows.hold(List.of(key)).isEmpty()
                && type.equals(rows.ofUnknownTypes().get(key))) {
            Outcome outcome = takeInAgain(key);
            store.append(new KeyRetried(UUID.randomUUID(), key.topic(), key.key(), outcome.taken()), service);
            log.info("Key {} of {} is taken in again: this version knows {}", key.key(), key.topic(), type);
        }
    }

    private TopicKey held(String topic, String key) {
        var wanted = new TopicKey(topic, key);
        if (rows.hold(List.of(wanted)).isEmpty()) {
            throw new Refused(KEY_NOT_PARKED, "No event of " + key + " from " + topic + " waits");
        }
        return wanted;
    }

    private Outcome takeInAgain(TopicKey key) {
        int taken = intake.takeInAgain(key, givenUp.get()).taken();
        return new Outcome(taken, rows.find(key).orElse(null));
    }

    /** Puts on the log, and into this process's, what was parked and is not recorded yet; while writes wait, so does this. */
    void record() {
        whenWritesAreAccepted(() -> rows.unrecorded().forEach(parked -> transactions.run(() -> record(parked))));
    }

    private static void whenWritesAreAccepted(Runnable work) {
        try {
            work.run();
        } catch (Refused e) {
            if (e.code() != WriteRefusal.WRITES_WAIT) {
                throw e;
            }
            log.debug("Parked keys wait until writes are accepted again: {}", e.getMessage());
        }
    }

    private void record(ParkedKey parked) {
        if (!rows.markRecorded(parked)) {
            return;
        }
        store.append(
                new KeyParked(UUID.randomUUID(), parked.topic(), parked.key(), parked.event(), parked.reason()),
                service);
        log.warn(
                "Key {} of {} is parked at event {}, its later events wait: {}. Mend the cause, then POST"
                        + " /api/v1/parked-keys/retry; or give the event up with POST /api/v1/parked-keys/discard",
                parked.key(),
                parked.topic(),
                parked.event(),
                parked.reason());
    }
}
