package dev.cairn.visibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.events.Event;
import dev.cairn.events.EventCodec;
import dev.cairn.events.EventHeaders;
import dev.cairn.events.EventTypes;
import dev.cairn.events.RecordedEvent;
import dev.cairn.events.Topics;
import dev.cairn.events.registry.ModelEvent.AccessGranted;
import dev.cairn.events.registry.ModelEvent.AccessRevoked;
import dev.cairn.events.registry.ModelEvent.ModelDescribed;
import dev.cairn.events.registry.ModelEvent.ModelRegistered;
import dev.cairn.events.types.Actor;
import dev.cairn.events.types.LabelScheme;
import dev.cairn.events.types.ModelName;
import dev.cairn.events.types.Permission;
import dev.cairn.events.types.Sensitivity;
import dev.cairn.platform.identity.Caller;
import dev.cairn.platform.migration.Migrations;
import dev.cairn.platform.problem.EdgeRefusal;
import dev.cairn.platform.problem.Refused;
import dev.cairn.platform.view.ViewTransactions;
import dev.cairn.postgres.ServiceDatabase;
import dev.cairn.test.Clause;
import dev.cairn.test.TestServers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** As in a service whose only views these are, with the registry's events taken in. */
class VisibilityTest {

    /** Each model has its owner: Mia, or a machine that Anna answers for. */
    private static final List<String> MODELS = List.of("open", "restricted", "of-a-machine", "shared", "taken-back");

    private static final ServiceDatabase DATABASE = TestServers.database("follower");
    private static final DataSource CONNECTIONS = DATABASE.asApplication();
    private static final JdbcClient JDBC = JdbcClient.create(CONNECTIONS);
    private static final VisibilityView VIEW = new VisibilityView(JDBC);
    private static final Visibility VISIBILITY = new Visibility(JDBC);
    private static final Migrations MIGRATIONS = new Migrations(
            "follower",
            DATABASE.asOwner(),
            DATABASE.application(),
            DATABASE.reader(),
            new VisibilityConfiguration().visibilityTables());

    @BeforeAll
    static void takeIn() {
        MIGRATIONS.migrate();
        VIEW.apply(Topics.REGISTRY, history());
    }

    private static List<RecordedEvent> history() {
        return List.of(
                registered("open", Sensitivity.OPEN, "mia", null),
                registered("restricted", Sensitivity.RESTRICTED, "mia", null),
                registered("of-a-machine", Sensitivity.RESTRICTED, "pipeline", "anna"),
                registered("shared", Sensitivity.RESTRICTED, "mia", null),
                by("mia", null, new AccessGranted(name("shared"), actor("rita"), Permission.READ, "")),
                by("mia", null, new AccessGranted(name("shared"), actor("rita"), Permission.WRITE, "")),
                by("mia", null, new AccessGranted(name("shared"), actor("robot"), Permission.READ, "")),
                registered("taken-back", Sensitivity.RESTRICTED, "mia", null),
                by("mia", null, new AccessGranted(name("taken-back"), actor("rita"), Permission.READ, "")),
                by("mia", null, new AccessRevoked(name("taken-back"), actor("rita"), "")),
                by("mia", null, new ModelDescribed(name("restricted"), "what it is for")));
    }

    private static RecordedEvent registered(
            String model, Sensitivity sensitivity, String creator, @Nullable String owner) {
        return by(creator, owner, new ModelRegistered(name(model), "", LabelScheme.SEMANTIC, sensitivity));
    }

    private static RecordedEvent by(String subject, @Nullable String owner, Event event) {
        String type = EventTypes.nameOf(event.getClass());
        var headers = new EventHeaders(
                UUID.randomUUID(),
                "/cairn/registry",
                type,
                event.stream(),
                Instant.EPOCH,
                "https://cairn.dev/schemas/" + type + ".json",
                actor(subject),
                owner == null ? null : actor(owner),
                "correlation",
                null,
                0,
                "0".repeat(32),
                null);
        return new RecordedEvent(Topics.REGISTRY, event.key(), headers, EventCodec.write(event));
    }

    private static ModelName name(String model) {
        return new ModelName(model);
    }

    private static Actor actor(String subject) {
        return new Actor("https://issuer.test", subject);
    }

    /** @param roles separated by spaces; may be none */
    private static Caller caller(String subject, @Nullable String owner, @Nullable String roles) {
        return new Caller(
                actor(subject),
                owner == null ? null : actor(owner),
                roles == null ? Set.of() : Set.of(roles.split(" ")),
                null);
    }

    @ParameterizedTest(name = "{0} of {1} with {2}: {3}")
    @CsvSource({
        // Subject, whose machine, roles, what they see
        "stranger,        ,                         , -",
        "stranger,        , ml-engineer             , open",
        "stranger,        , deployer                , open",
        "stranger,        , admin                   , open",
        "stranger,        , approver:risk           , open",
        "stranger,        , auditor                 , open restricted of-a-machine shared taken-back",
        "stranger,        , governance              , open restricted of-a-machine shared taken-back",
        "mia,             ,                         , open restricted shared taken-back",
        "bot-of-mia,   mia, ml-engineer             , open",
        "pipeline,    anna,                         , of-a-machine",
        "anna,            ,                         , of-a-machine",
        "bot-of-anna, anna,                         , -",
        "rita,            ,                         , shared",
        "rita,            , ml-engineer deployer    , open shared",
        "bot-of-rita, rita, deployer                , open shared",
        "robot,        max, deployer                , open shared",
        "max,             , deployer                , open",
    })
    @Clause("ACL-1")
    void everybodySeesWhatTheRegistryWouldShowThem(
            String subject, @Nullable String owner, @Nullable String roles, String seen) {
        Caller caller = caller(subject, owner, roles);
        Set<String> expected = seen.equals("-") ? Set.of() : Set.of(seen.split(" "));

        assertThat(VISIBILITY.of(caller, MODELS)).isEqualTo(expected);
        assertThat(MODELS.stream().filter(model -> passes(caller, model)).collect(Collectors.toSet()))
                .isEqualTo(expected);
    }

    private static boolean passes(Caller caller, String model) {
        try {
            VISIBILITY.require(caller, name(model), EdgeRefusal.NOT_FOUND);
            return true;
        } catch (Refused e) {
            assertThat(e.code()).isEqualTo(EdgeRefusal.NOT_FOUND);
            return false;
        }
    }

    @Test
    void aModelThatHasNotArrivedIsSeenByNobody() {
        Caller auditor = caller("otto", null, "auditor");

        assertThat(VISIBILITY.of(auditor, List.of("not-here-yet"))).isEmpty();
        assertThatThrownBy(() -> VISIBILITY.require(auditor, name("not-here-yet"), EdgeRefusal.NOT_FOUND))
                .isInstanceOf(Refused.class)
                .hasMessage("There is no model not-here-yet that you may see");
    }

    @Test
    void theSameEventsAgainChangeNothing() {
        List<String> before = rows("");

        VIEW.apply(Topics.REGISTRY, history());

        assertThat(rows("")).isEqualTo(before);
    }

    /** What {@code rebuild} does: the tables are made once more, and filled beside those in use. */
    @Test
    @Clause("REG-5")
    void theTablesAreMadeWhereverTheServicesViewsAreMade() {
        MIGRATIONS.createViews("views_next");
        ViewTransactions.beside("views_next", new JdbcTransactionManager(CONNECTIONS), JDBC)
                .run(() -> VIEW.apply(Topics.REGISTRY, history()));

        assertThat(rows("views_next.")).isNotEmpty().isEqualTo(rows("views."));
    }

    private static List<String> rows(String schema) {
        List<String> rows = new ArrayList<>();
        for (String table : List.of("model", "access_grant")) {
            rows.addAll(JDBC.sql("select t::text from " + schema + table + " t order by 1")
                    .query(String.class)
                    .list());
        }
        return rows;
    }
}
