package dev.cairn.standalone.killing.inquest;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cairn.events.Topics;
import dev.cairn.standalone.histories.Log;
import dev.cairn.standalone.killing.load.Deed;
import dev.cairn.standalone.killing.load.Doors;
import dev.cairn.standalone.killing.load.Http;
import dev.cairn.standalone.killing.load.Ledger;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Compares, while nobody writes, what walkers were told of promotions and deployments with the log, the log with the laws, and the
 * services' views with the log.
 */
public final class TrailInquest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final List<String> TRAIL = List.of(Topics.REGISTRY, Topics.APPROVAL, Topics.DEPLOYMENT);

    /** What each event makes of the promotion or deployment in whose stream it is. */
    private static final Map<String, String> STATES = Map.ofEntries(
            Map.entry("PromotionRequested", "OPEN"),
            Map.entry("PromotionApproved", "APPROVED"),
            Map.entry("PromotionRejected", "REJECTED"),
            Map.entry("PromotionWithdrawn", "WITHDRAWN"),
            Map.entry("PromotionExpired", "EXPIRED"),
            Map.entry("ApprovalLapsed", "LAPSED"),
            Map.entry("PromotionRevoked", "REVOKED"),
            Map.entry("DeploymentRequested", "REQUESTED"),
            Map.entry("DeploymentStarted", "STARTED"),
            Map.entry("Deployed", "RUNNING"),
            Map.entry("RolledBack", "RUNNING"),
            Map.entry("DeploymentFailed", "FAILED"),
            Map.entry("DeploymentRefused", "REFUSED"),
            Map.entry("Undeployed", "UNDEPLOYED"));

    private final Ledger ledger;
    private final Doors doors;
    private final Log log;

    /** How many events each model had when its views were looked at. */
    private final Map<String, Integer> lookedAt = new HashMap<>();

    public TrailInquest(Ledger ledger, Doors doors, Log log) {
        this.ledger = ledger;
        this.doors = doors;
        this.log = log;
    }

    /** Whatever was under way comes to its end, with nobody's help. */
    public void requireNothingDue() {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(log.stillDue()).isEmpty());
    }

    public void requireLaws() {
        assertThat(log.broken()).isEmpty();
    }

    /** How often each kind of event is on the log. */
    public String counts() {
        return log.toString();
    }

    /**
     * Each operation left its event once where it was acknowledged, at most once where nobody was told, and not at all where it was
     * refused; and none stands before one that was answered before it was begun.
     */
    public void requireDeeds(Events events) {
        Map<String, Deed> deeds = ledger.deeds().stream().collect(toMap(Deed::operation, Function.identity()));
        Map<Deed, Integer> left = new HashMap<>();
        models().forEach(model -> TRAIL.forEach(topic -> {
            @Nullable Deed latest = null;
            for (Record record : events.of(topic, model)) {
                Deed deed = deeds.get(record.correlation());
                assertThat(deed != null || !Deed.asksFor(record.kind()))
                        .as("somebody asked for %s", record)
                        .isTrue();
                if (deed != null && isOf(record, deed)) {
                    left.merge(deed, 1, Integer::sum);
                    assertThat(latest != null && deed.answeredBefore(latest))
                            .as("%s stands behind %s, which was begun after its answer", deed, latest)
                            .isFalse();
                    latest = latest == null || latest.begunBefore(deed) ? deed : latest;
                }
            }
        }));
        deeds.values().forEach(deed -> requireEffect(deed, left.getOrDefault(deed, 0), events));
    }

    private static void requireEffect(Deed deed, int left, Events events) {
        assertThat(left).as("at most one effect of %s", deed).isLessThan(2);
        if (deed.cameToNothing()) {
            assertThat(left).as("no effect of %s", deed).isZero();
        }
        deed.refusalOnRecord()
                .ifPresent(event -> assertThat(inStream(deed, Set.of(event), events))
                        .as("%s of %s", event, deed)
                        .isOne());
        if (deed.acknowledged() && left == 0) {
            assertThat(inStream(deed, deed.saidBy(), events))
                    .as("an effect of %s, or of who said the same before", deed)
                    .isPositive();
        }
    }

    private static boolean isOf(Record record, Deed deed) {
        return record.topic().equals(deed.topic())
                && record.kind().equals(deed.event())
                && deed.stream().map(record.stream()::equals).orElse(true);
    }

    private static long inStream(Deed deed, Set<String> any, Events events) {
        return events.of(deed.topic(), deed.model()).stream()
                .filter(record -> any.contains(record.kind()))
                .filter(record -> deed.stream().map(record.stream()::equals).orElse(true))
                .count();
    }

    private Stream<String> models() {
        return ledger.deeds().stream().map(Deed::model).distinct();
    }

    /** Every service shows of each model what the log says, as far as anything came to it since this was asked last. */
    public void requireViews(Events events) throws IOException {
        for (String model : models().toList()) {
            List<Record> all = TRAIL.stream()
                    .flatMap(topic -> events.of(topic, model).stream())
                    .toList();
            if (all.size() > lookedAt.getOrDefault(model, 0)) {
                requireViews(model, all, ids(events.of(Topics.REGISTRY, model)));
                lookedAt.put(model, all.size());
            }
        }
    }

    private void requireViews(String model, List<Record> all, List<String> history) throws IOException {
        Map<String, String> states = states(all);
        assertThat(shown(doors.registry(), "/api/v1/models/" + model + "/history", "id", "id")
                        .keySet())
                .as("the registry's view of %s", model)
                .containsExactlyInAnyOrderElementsOf(history);
        assertThat(shown(doors.approval(), "/api/v1/promotions?model=" + model, "id", "state"))
                .as("approval's view of %s", model)
                .isEqualTo(of("promotion:", states));
        assertThat(shown(doors.deployment(), "/api/v1/deployments?model=" + model, "id", "state"))
                .as("deploy-tracker's view of %s", model)
                .isEqualTo(of("deployment:", states));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(shown(doors.audit(), "/api/v1/entries?model=" + model, "event", "type")
                                .keySet())
                        .as("the audit service's view of %s", model)
                        .containsAll(ids(all)));
        for (Map.Entry<String, String> deployment : states.entrySet()) {
            if (deployment.getKey().startsWith("deployment:")) {
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(inLineage(deployment.getKey()))
                                .as("lineage's view of %s of %s", deployment.getKey(), model)
                                .isEqualTo(deployment.getValue()));
            }
        }
    }

    /** The state that the graph shows of a node. */
    private String inLineage(String node) throws IOException {
        return doors.lineage()
                .read("/api/v1/graph?direction=UPSTREAM&depth=1&node=" + node)
                .path("nodes")
                .valueStream()
                .filter(it -> it.path("id").asString().equals(node))
                .map(it -> it.path("facts").path("state").asString())
                .map(state -> state.toUpperCase(Locale.ROOT).replace(' ', '_'))
                .collect(Collectors.joining());
    }

    private static List<String> ids(List<Record> records) {
        return records.stream().map(record -> record.id().toString()).toList();
    }

    /** The state of every promotion and deployment, by its stream. */
    private static Map<String, String> states(List<Record> events) {
        Map<String, String> states = new HashMap<>();
        for (Record record : events) {
            String state = STATES.get(record.kind());
            if (state != null) {
                states.put(record.stream(), state);
                displaced(record, "replaced").ifPresent(other -> states.put(other, "REPLACED"));
                displaced(record, "from").ifPresent(other -> states.put(other, "ROLLED_BACK"));
            }
        }
        return states;
    }

    private static Optional<String> displaced(Record record, String field) {
        String other = record.json().path(field).asString("");
        return other.isEmpty() ? Optional.empty() : Optional.of("deployment:" + other);
    }

    private static Map<String, String> of(String kind, Map<String, String> states) {
        return states.entrySet().stream()
                .filter(state -> state.getKey().startsWith(kind))
                .collect(toMap(state -> state.getKey().substring(kind.length()), Map.Entry::getValue));
    }

    /** @throws IllegalStateException where a list has the same twice */
    private static Map<String, String> shown(Http service, String path, String id, String value) throws IOException {
        return service.all(path).stream()
                .collect(toMap(
                        item -> item.path(id).asString(),
                        item -> item.path(value).asString()));
    }
}
