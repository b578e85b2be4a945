package dev.cairn.platform.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cairn.embedded.EmbeddedBroker;
import dev.cairn.events.RecordedEvent;
import dev.cairn.events.types.ModelName;
import dev.cairn.kafka.KafkaRights;
import dev.cairn.kafka.TopicLayout;
import dev.cairn.platform.command.AggregateType;
import dev.cairn.platform.command.Commands;
import dev.cairn.platform.command.DescriptionView;
import dev.cairn.platform.command.ModelAggregate;
import dev.cairn.platform.identity.Caller;
import dev.cairn.platform.inbox.TopicView;
import dev.cairn.platform.web.HttpWrites;
import dev.cairn.test.Clause;
import dev.cairn.test.TestServers;
import dev.cairn.test.TestTokens;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Two services with a log between them: what one request sets in motion is one trace. */
class TracesTest {
    private static final String CALLER_SPAN = "b7ad6b7169203331";
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String NO_RELAY =
            "spring.autoconfigure.exclude=dev.cairn.platform.relay.RelayAutoConfiguration";

    private static final KeptSpans OF_WRITER = new KeptSpans();
    private static final KeptSpans OF_READER = new KeptSpans();
    private static final Taken TAKEN = new Taken();
    private static ConfigurableApplicationContext writer;
    private static ConfigurableApplicationContext reader;

    /** Its relay would not send to the shared topics once another test's registry has sent there. */
    @TempDir
    private static Path directory;

    private static EmbeddedBroker broker;

    @BeforeAll
    static void start() throws Exception {
        broker = EmbeddedBroker.start(directory, 0, 0);
        try (var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            KafkaRights.establishTopics(admin, TopicLayout.ALONE);
        }
        writer = writer();
        reader = new SpringApplicationBuilder(Reader.class)
                .properties(TestServers.database("inboxtest").springProperties())
                .properties(TestTokens.springProperties())
                .properties(
                        "spring.application.name=inboxtest",
                        "server.port=0",
                        NO_RELAY,
                        "spring.kafka.bootstrap-servers=" + broker.bootstrapServers(),
                        "management.opentelemetry.tracing.export.schedule-delay=20ms")
                .run();
    }

    private static ConfigurableApplicationContext writer() {
        return new SpringApplicationBuilder(TracedWriter.class)
                .properties(TestServers.database("registry").springProperties())
                .properties(TestTokens.springProperties())
                .properties(
                        "spring.application.name=registry",
                        "server.port=0",
                        "spring.kafka.bootstrap-servers=" + broker.bootstrapServers(),
                        "cairn.relay.allow-unguarded-topics=true",
                        "management.opentelemetry.tracing.export.schedule-delay=20ms")
                .run();
    }

    private static ConfigurableApplicationContext writerAlone(String... properties) {
        return new SpringApplicationBuilder(Writer.class)
                .properties(TestServers.database("registry").springProperties())
                .properties(TestTokens.springProperties())
                .properties("spring.application.name=registry", "server.port=0", NO_RELAY)
                .properties(properties)
                .run();
    }

    @AfterAll
    static void stop() {
        reader.close();
        writer.close();
        broker.close();
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import(Descriptions.class)
    static class Writer {
        @Bean
        AggregateType<ModelAggregate> aggregate() {
            return new AggregateType<>(ModelAggregate.class);
        }

        @Bean
        DescriptionView view(JdbcClient jdbc) {
            return new DescriptionView(jdbc);
        }
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import(Writer.class)
    static class TracedWriter {
        @Bean
        SpanExporter spans() {
            return OF_WRITER;
        }
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Reader {
        @Bean
        AggregateType<ModelAggregate> aggregate() {
            return new AggregateType<>(ModelAggregate.class);
        }

        @Bean
        TopicView taken() {
            return TAKEN;
        }

        @Bean
        SpanExporter spans() {
            return OF_READER;
        }
    }

    @RestController
    static class Descriptions {
        private final HttpWrites writes;
        private final Commands commands;

        Descriptions(HttpWrites writes, Commands commands) {
            this.writes = writes;
            this.commands = commands;
        }

        record Description(String text) {}

        @PutMapping("/api/v1/models/{model}/description")
        ResponseEntity<Integer> describe(
                Caller caller, @PathVariable ModelName model, @RequestBody Description description) {
            return writes.write(
                    caller,
                    "model:" + model,
                    HttpStatus.OK,
                    Integer.class,
                    () -> commands.send(ModelAggregate.describe(model, description.text())));
        }
    }

    /** The events that the reader took in, by key. */
    private static final class Taken implements TopicView {
        private final Map<String, RecordedEvent> byKey = new ConcurrentHashMap<>();

        @Override
        public Set<String> topics() {
            return Set.of("cairn.registry");
        }

        @Override
        public void apply(String topic, List<RecordedEvent> events) {
            events.forEach(event -> byKey.put(event.key(), event));
        }

        RecordedEvent await(String key) {
            return org.awaitility.Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> byKey.get(key), event -> event != null);
        }
    }

    @Test
    @Clause("AUD-1")
    void oneTraceLeadsFromTheRequestToTheRecordAndToWhoeverTakesItIn() throws Exception {
        String trace = trace();

        String model = describe(writer, trace, "01");

        Traceparent published = Traceparent.parse(
                        TAKEN.await("model:" + model).headers().traceparent())
                .orElseThrow();
        assertThat(published.traceId()).isEqualTo(trace);
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(OF_WRITER.of(trace)).extracting(SpanData::getKind).contains(SpanKind.SERVER, SpanKind.PRODUCER);
            assertThat(OF_READER.of(trace)).extracting(SpanData::getKind).contains(SpanKind.CONSUMER);
        });
        SpanData request = only(OF_WRITER, trace, SpanKind.SERVER);
        SpanData sending = only(OF_WRITER, trace, SpanKind.PRODUCER);
        SpanData takingIn = only(OF_READER, trace, SpanKind.CONSUMER);
        assertThat(request.getParentSpanId()).isEqualTo(CALLER_SPAN);
        assertThat(sending.getName()).isEqualTo("send cairn.registry");
        assertThat(takingIn.getName()).isEqualTo("process cairn.registry");
        assertThat(List.of(sending, takingIn))
                .extracting(SpanData::getParentSpanId)
                .containsOnly(published.spanId());
        assertThat(takingIn.getEndEpochNanos()).isGreaterThanOrEqualTo(takingIn.getStartEpochNanos());
    }

    @Test
    void aTraceThatNobodyKeepsIsPassedOnAndCostsNoSpans() throws Exception {
        String unsampled = trace();
        String sampled = trace();

        String model = describe(writer, unsampled, "00");
        TAKEN.await("model:" + model);
        TAKEN.await("model:" + describe(writer, sampled, "01"));

        assertThat(TAKEN.await("model:" + model).headers().traceparent())
                .matches("00-" + unsampled + "-[0-9a-f]{16}-00");
        await().atMost(PATIENCE).until(() -> OF_READER.of(sampled).size() == 1);
        assertThat(OF_WRITER.of(unsampled)).isEmpty();
        assertThat(OF_READER.of(unsampled)).isEmpty();
    }

    @Test
    void nothingIsExportedUnlessSomebodySaysWhere() {
        try (var quiet = writerAlone()) {
            assertThat(quiet.getBeansOfType(SpanExporter.class)).isEmpty();
            assertThat(quiet.getBeansOfType(LogRecordExporter.class)).isEmpty();
            assertThat(quiet.getBeansOfType(MeterRegistry.class).values())
                    .hasOnlyElementsOfType(PrometheusMeterRegistry.class);
        }
    }

    @Test
    void aCollectorThatIsAwayMattersToNobody() throws Exception {
        String nowhere = "management.opentelemetry.tracing.export.otlp.endpoint=http://127.0.0.1:1/v1/traces";
        try (var exporting = writerAlone(nowhere)) {
            assertThat(exporting.getBeansOfType(SpanExporter.class)).hasSize(1);

            String model = describe(exporting, trace(), "01");

            assertThat(exporting
                            .getBean(JdbcClient.class)
                            .sql("select count(*) from events.event where key = ?")
                            .param("model:" + model)
                            .query(Integer.class)
                            .single())
                    .isEqualTo(1);
        }
    }

    private static SpanData only(KeptSpans spans, String trace, SpanKind kind) {
        List<SpanData> found =
                spans.of(trace).stream().filter(span -> span.getKind() == kind).toList();
        assertThat(found).as(spans.of(trace).toString()).hasSize(1);
        return found.get(0);
    }

    private static String trace() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    /** Describes a new model and gives its name. */
    private static String describe(ConfigurableApplicationContext service, String trace, String flags)
            throws Exception {
        String model = TestServers.uniqueName("traced");
        String port = service.getEnvironment().getProperty("local.server.port");
        var request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/api/v1/models/" + model + "/description"))
                .header("Authorization", "Bearer " + TestTokens.of("mia", "ml-engineer"))
                .header("Content-Type", "application/json")
                .header("traceparent", "00-" + trace + "-" + CALLER_SPAN + "-" + flags)
                .PUT(BodyPublishers.ofString("{\"text\":\"x\"}"))
                .build();
        var response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return model;
    }
}
