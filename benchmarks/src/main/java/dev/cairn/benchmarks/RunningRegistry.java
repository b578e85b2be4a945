package dev.cairn.benchmarks;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import dev.cairn.events.registry.ModelEvent;
import dev.cairn.events.registry.ModelEvent.ModelRegistered;
import dev.cairn.events.types.Actor;
import dev.cairn.events.types.LabelScheme;
import dev.cairn.events.types.ModelName;
import dev.cairn.events.types.Sensitivity;
import dev.cairn.events.types.Sha256Digest;
import dev.cairn.platform.command.AggregateType;
import dev.cairn.platform.command.Cause;
import dev.cairn.platform.command.Commands;
import dev.cairn.platform.command.Write;
import dev.cairn.platform.command.Writes;
import dev.cairn.platform.recovery.OperationStatus;
import dev.cairn.platform.recovery.Operations;
import dev.cairn.postgres.ServiceDatabase;
import dev.cairn.registry.RegistryApplication;
import dev.cairn.test.TestServers;
import dev.cairn.test.TestService;
import dev.cairn.test.TestTokens;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;

/**
 * The registry as it runs anywhere (relay, views, web server) on a database and a broker of its own. A model is registered
 * by the command below, which decides what the registry's own does, without HTTP around it.
 */
final class RunningRegistry implements AutoCloseable {

    private static final Cause MIA = new Cause(new Actor(TestTokens.ISSUER, "mia"), null, "benchmark", null, null);
    private static final String ROUTE = "POST /api/v1/models";

    final ServiceDatabase database = TestServers.database("registry");
    final Broker broker = new Broker();
    private final Path artifacts = TestService.temporaryDirectory("benchmark-artifacts");
    private final ConfigurableApplicationContext context;
    private final Writes writes;
    private final Commands commands;

    RunningRegistry() throws Exception {
        SpringApplication registry = RegistryApplication.application();
        registry.addInitializers(context -> ((GenericApplicationContext) context)
                .registerBean("benchmarkAggregate", AggregateType.class, () -> new AggregateType<>(Model.class)));
        context = registry.run(settings().entrySet().stream()
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new));
        writes = context.getBean(Writes.class);
        commands = context.getBean(Commands.class);
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>(database.springProperties());
        settings.putAll(TestTokens.springProperties());
        settings.put("server.port", 0);
        settings.put("spring.kafka.bootstrap-servers", broker.bootstrapServers());
        settings.put("cairn.relay.allow-unguarded-topics", true);
        settings.put("cairn.write-once.kind", "directory");
        settings.put("cairn.write-once.directory", artifacts);
        return settings;
    }

    /** Registers a model; the caller sends an {@code Idempotency-Key}, as whoever may have to try again does. */
    void register(ModelName model) {
        var command = new Register(model);
        var body = Sha256Digest.of(model.value().getBytes(StandardCharsets.UTF_8));
        var write = new Write(MIA, command.stream(), ROUTE, UUID.randomUUID().toString(), body);
        writes.write(write, Registered.class, () -> {
            commands.send(command);
            return new Registered(model);
        });
    }

    /** The answer that is kept for a repeated request. */
    record Registered(ModelName name) {}

    record Register(ModelName model) {
        @TargetAggregateIdentifier
        String stream() {
            return "model:" + model;
        }
    }

    /** As the registry's aggregate begins. */
    static final class Model {

        @AggregateIdentifier
        private @Nullable String stream;

        @CommandHandler
        @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
        void on(Register command) {
            if (stream != null) {
                throw new IllegalStateException(command.model() + " exists");
            }
            apply(new ModelRegistered(command.model(), "A benchmark's", LabelScheme.SEMANTIC, Sensitivity.OPEN));
        }

        @EventSourcingHandler
        void on(ModelEvent event) {
            stream = event.stream();
        }
    }

    /** {@code global_index} of the last event that the relay has noted as sent. */
    long relayed() {
        return jdbc().sql("select coalesce(max(global_index), 0) from platform.relay_position")
                .query(Long.class)
                .single();
    }

    /** Waits until everything that is stored is on the topics. */
    void awaitRelayed() throws InterruptedException {
        long last = jdbc().sql("select coalesce(max(global_index), 0) from events.event")
                .query(Long.class)
                .single();
        while (relayed() < last) {
            Thread.sleep(20);
        }
    }

    /** How many the event store has. */
    long events() {
        return jdbc().sql("select count(*) from events.event").query(Long.class).single();
    }

    /** As only somebody with the superuser's password could. */
    void loseItsEvents() throws SQLException {
        String name = database.url().replaceAll(".*/", "");
        try (Connection connection = TestServers.postgres().superuser(name).getConnection();
                var statement = connection.createStatement()) {
            statement.execute("set session_replication_role = replica");
            statement.execute("truncate events.event");
        }
    }

    /**
     * Runs an operation to its end.
     *
     * @throws IllegalStateException when it failed
     */
    void operate(String operation) throws InterruptedException {
        Operations operations = context.getBean(Operations.class);
        UUID run = operations.start(operation, MIA);
        OperationStatus status = operations.find(run).orElseThrow();
        while (status.state() == OperationStatus.State.RUNNING) {
            Thread.sleep(20);
            status = operations.find(run).orElseThrow();
        }
        if (status.state() == OperationStatus.State.FAILED) {
            throw new IllegalStateException(operation + " failed: " + status.message());
        }
    }

    /** As the role that the service runs with. */
    JdbcClient jdbc() {
        return context.getBean(JdbcClient.class);
    }

    @Override
    public void close() {
        context.close();
        broker.close();
        FileSystemUtils.deleteRecursively(artifacts.toFile());
    }
}
