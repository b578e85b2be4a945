package dev.cairn.platform.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.events.EventCodec;
import dev.cairn.events.types.ModelName;
import dev.cairn.events.types.Stage;
import dev.cairn.platform.command.AggregateType;
import dev.cairn.platform.command.Commands;
import dev.cairn.platform.command.DescriptionView;
import dev.cairn.platform.command.ModelAggregate;
import dev.cairn.platform.identity.Caller;
import dev.cairn.platform.paging.Cursors;
import dev.cairn.platform.problem.EdgeRefusal;
import dev.cairn.platform.problem.Refused;
import dev.cairn.platform.writeonce.WriteOnceStore;
import dev.cairn.test.Clause;
import dev.cairn.test.TestServers;
import dev.cairn.test.TestTokens;
import jakarta.servlet.http.HttpServletRequest;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

class EdgeTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final int HELD = 4711;
    private static ConfigurableApplicationContext context;
    private static JdbcClient jdbc;
    private static String base;

    @BeforeAll
    static void start() {
        context = application().properties("cairn.web.body-time=10s").run();
        jdbc = context.getBean(JdbcClient.class);
        base = "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
    }

    static SpringApplicationBuilder application() {
        return new SpringApplicationBuilder(App.class)
                .properties(TestServers.database("registry").springProperties())
                .properties(TestTokens.springProperties())
                .properties(
                        "spring.application.name=registry",
                        "server.port=0",
                        "spring.autoconfigure.exclude=dev.cairn.platform.relay.RelayAutoConfiguration");
    }

    @AfterAll
    static void stop() {
        SpringApplication.exit(context);
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import(Descriptions.class)
    static class App {
        @Bean
        AggregateType<ModelAggregate> aggregate() {
            return new AggregateType<>(ModelAggregate.class);
        }

        @Bean
        DescriptionView view(JdbcClient jdbc) {
            return new DescriptionView(jdbc);
        }
    }

    @RestController
    static class Descriptions {
        private final HttpWrites writes;
        private final Commands commands;
        private final Cursors cursors;

        Descriptions(HttpWrites writes, Commands commands, Cursors cursors) {
            this.writes = writes;
            this.commands = commands;
            this.cursors = cursors;
        }

        record Description(String text, List<Part> parts) {}

        record Part(int count, @Nullable UUID id) {}

        @PutMapping("/api/v1/models/{model}/description")
        ResponseEntity<Integer> describe(
                Caller caller, @PathVariable ModelName model, @RequestBody Description description) {
            if (!caller.roles().contains("ml-engineer")) {
                throw new Refused(EdgeRefusal.ROLE_MISSING, "It takes the role ml-engineer");
            }
            return writes.write(
                    caller,
                    "model:" + model,
                    HttpStatus.OK,
                    Integer.class,
                    () -> commands.send(ModelAggregate.describe(model, description.text())));
        }

        @GetMapping("/api/v1/models")
        String list(@RequestParam(required = false) @Nullable String cursor) {
            return cursor == null ? cursors.sign("models", "7") : cursors.open("models", cursor);
        }

        @GetMapping("/api/v1/stages/{stage}")
        String show(@PathVariable Stage stage) {
            return stage.name();
        }

        @GetMapping("/api/v1/facts/{id}")
        String fact(
                @PathVariable UUID id,
                @RequestParam(required = false) @Nullable Instant from,
                @RequestParam(name = "most", defaultValue = "20") int largest,
                @RequestParam(required = false) @Nullable Boolean all) {
            return id + " " + from + " " + largest + " " + all;
        }

        @RequestMapping(path = "/api/v1/content", consumes = MediaType.APPLICATION_OCTET_STREAM_VALUE)
        int content(HttpServletRequest request) throws IOException {
            return request.getInputStream().readAllBytes().length;
        }

        @GetMapping("/api/v1/broken")
        String broken() {
            throw new IllegalStateException("a secret of the inside");
        }

        @GetMapping("/api/v1/store-away")
        String storeAway() throws IOException {
            throw new WriteOnceStore.Away("a secret of the inside", null);
        }

        @GetMapping("/api/v1/store-away-inside")
        String storeAwayInside() {
            throw new UncheckedIOException(new WriteOnceStore.Away("a secret of the inside", null));
        }

        @GetMapping("/api/v1/held")
        String held() {
            jdbc.sql("select set_config('lock_timeout', '50ms', true), pg_advisory_xact_lock(" + HELD + ")")
                    .query()
                    .singleRow();
            return "free";
        }

        @GetMapping("/api/v1/reading-broken")
        String readingBroken() {
            throw new UncheckedIOException(new IOException("a secret of the inside"));
        }

        @DeleteMapping("/api/v1/models/{model}")
        ResponseEntity<Integer> remove(Caller caller, @PathVariable ModelName model) {
            return writes.write(caller, "model:" + model, HttpStatus.OK, Integer.class, () -> 0);
        }
    }

    static Stream<Arguments> tokensThatFail() {
        return Stream.of(
                Arguments.of("none", null),
                Arguments.of("no token at all", "garbage"),
                Arguments.of("expired", TestTokens.expired("mia", "ml-engineer")),
                Arguments.of("never expiring", TestTokens.withoutEnd("mia", "ml-engineer")),
                Arguments.of("another issuer", TestTokens.ofAnotherIssuer("mia", "ml-engineer")),
                Arguments.of("another audience", TestTokens.forAnotherAudience("mia", "ml-engineer")),
                Arguments.of("another key", TestTokens.signedByAnotherKey("mia", "ml-engineer")),
                Arguments.of("unsigned", TestTokens.unsigned("mia", "ml-engineer")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tokensThatFail")
    @Clause("ACL-1")
    void refusesWhoeverHasNoGoodToken(String name, @Nullable String token) throws Exception {
        var response = put(token, "fraud", BodyPublishers.ofString("{\"text\":\"x\"}"));

        assertProblem(response, 401, token == null ? "token-missing" : "token-invalid");
        assertThat(response.headers().firstValue("WWW-Authenticate")).isPresent();
        assertThat(events("model:fraud")).isZero();
    }

    @Test
    @Clause("ACL-2")
    void recordsWhoLacksTheRole() throws Exception {
        String model = TestServers.uniqueName("m");
        var response = put(TestTokens.of("dan", "deployer"), model, BodyPublishers.ofString("{\"text\":\"x\"}"));

        JsonNode problem = assertProblem(response, 403, "role-missing");
        String refusal = problem.path("instance").asString().replace("urn:uuid:", "");
        String recorded = jdbc.sql("select convert_from(data, 'UTF8') from events.event where stream = ?")
                .param("refusal:" + refusal)
                .query(String.class)
                .single();
        assertThat(recorded).contains("PUT /api/v1/models/{model}/description", model, "role-missing");
    }

    static Stream<Arguments> bodiesThatFail() {
        return Stream.of(
                Arguments.of("no JSON", "{text", 400, "request-malformed"),
                Arguments.of("another kind", "[1]", 400, "request-malformed"),
                Arguments.of("an unknown field", "{\"text\":\"x\",\"txt\":\"y\"}", 400, "request-malformed"),
                Arguments.of("10,000 deep", "[".repeat(10_000) + "]".repeat(10_000), 400, "request-malformed"),
                Arguments.of("over the limit", "{\"text\":\"" + "x".repeat(5_000_000) + "\"}", 413, "body-too-large"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bodiesThatFail")
    @Clause("REG-7")
    void refusesBodiesThatItCannotTakeAndLeavesNothing(String name, String body, int status, String code)
            throws Exception {
        String model = TestServers.uniqueName("m");
        String token = TestTokens.of("mia", "ml-engineer");

        assertProblem(put(token, model, BodyPublishers.ofString(body)), status, code);
        assertProblem(put(token, model, chunked(body)), status, code);
        assertThat(events("model:" + model)).isZero();
    }

    @Test
    @Clause("REG-7")
    void waitsOnlySoLongForABodyThatComesByteByByte() throws Exception {
        URI address = URI.create(base);
        try (var socket = new Socket(address.getHost(), address.getPort());
                var answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII))) {
            socket.setSoTimeout(100);
            socket.getOutputStream()
                    .write("""
                    PUT /api/v1/models/slow/description HTTP/1.1\r
                    Host: localhost\r
                    Authorization: Bearer %s\r
                    Content-Type: application/json\r
                    Content-Length: 50000\r
                    \r
                    """.formatted(TestTokens.of("mia", "ml-engineer")).getBytes(US_ASCII));

            assertThat(answerWhileSending(socket, answer, 50_000)).startsWith("HTTP/1.1 408");
        }
        assertThat(events("model:slow")).isZero();
    }

    /** Sends a byte whenever there is no answer yet, and not more than so many. */
    private static String answerWhileSending(Socket socket, BufferedReader answer, int most) throws IOException {
        for (int sent = 0; sent < most; sent++) {
            try {
                return answer.readLine();
            } catch (SocketTimeoutException e) {
                socket.getOutputStream().write(' ');
            }
        }
        throw new AssertionError("All was sent, and nothing was answered");
    }

    @Test
    void saysWhichRuleAnAddressBreaks() throws Exception {
        var response =
                put(TestTokens.of("mia", "ml-engineer"), "Fraud%E2%80%AE", BodyPublishers.ofString("{\"text\":\"x\"}"));

        assertThat(assertProblem(response, 400, "request-malformed")
                        .path("detail")
                        .asString())
                .contains("A model's name must be", "\\u{202e}");
    }

    @Test
    void readsAnEnumAsItIsWrittenEverywhereElse() throws Exception {
        assertThat(get("/api/v1/stages/prod").body()).isEqualTo("PROD");
        for (String other : List.of("Prod", "production", "%20prod", "2")) {
            assertThat(assertProblem(get("/api/v1/stages/" + other), 400, "request-malformed")
                            .path("detail")
                            .asString())
                    .isEqualTo("stage: it is none of [dev, staging, prod]");
        }
    }

    @Test
    @Clause("PIP-4")
    void answersARepeatedRequestOnceMoreAndRefusesAnother() throws Exception {
        String model = TestServers.uniqueName("m");
        String token = TestTokens.of("mia", "ml-engineer");
        var first = put(token, model, BodyPublishers.ofString("{\"text\":\"a\"}"), "Idempotency-Key", "k1");
        var again = put(token, model, BodyPublishers.ofString("{\"text\":\"a\"}"), "Idempotency-Key", "k1");
        var other = put(token, model, BodyPublishers.ofString("{\"text\":\"b\"}"), "Idempotency-Key", "k1");

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.headers().firstValue("Idempotency-Replayed")).contains("true");
        assertProblem(other, 422, "idempotency-key-reused");
        assertThat(events("model:" + model)).isEqualTo(1);
    }

    @Test
    @Clause("ACL-4")
    void takesActorOwnerAndCorrelationFromTokenAndRequest() throws Exception {
        String model = TestServers.uniqueName("m");
        put(
                TestTokens.machine("ci-pipeline", "mia", "ml-engineer"),
                model,
                BodyPublishers.ofString("{\"text\":\"a\"}"),
                "X-Correlation-Id",
                "job-17",
                "traceparent",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

        var row = jdbc.sql("select actor, owner, correlation_id, traceparent from events.event where key = ?")
                .param("model:" + model)
                .query()
                .singleRow();
        assertThat(row)
                .containsEntry("actor", "https://issuer.test#ci-pipeline")
                .containsEntry("owner", "https://issuer.test#mia")
                .containsEntry("correlation_id", "job-17");
        assertThat(row.get("traceparent")).asString().startsWith("00-0af7651916cd43dd8448eb211c80319c-");
    }

    @Test
    void opensOnlyCursorsThatItSigned() throws Exception {
        String cursor = get("/api/v1/models").body();
        String tampered = (cursor.charAt(0) == 'A' ? "B" : "A") + cursor.substring(1);

        assertThat(get("/api/v1/models?cursor=" + cursor).body()).isEqualTo("7");
        assertProblem(get("/api/v1/models?cursor=" + tampered), 400, "cursor-invalid");
        assertProblem(get("/api/v1/models?cursor=%3B"), 400, "cursor-invalid");
    }

    @ParameterizedTest
    @CsvSource({
        "broken, 500, unexpected",
        "reading-broken, 500, unexpected",
        "store-away, 503, unavailable",
        "store-away-inside, 503, unavailable"
    })
    void tellsNothingOfItsInsideWhenItFails(String address, int status, String code) throws Exception {
        var response = get("/api/v1/" + address);

        assertProblem(response, status, code);
        assertThat(response.body()).doesNotContain("secret", "IllegalState", "dev.cairn.platform");
        assertThat(response.headers().firstValue("Retry-After").isPresent()).isEqualTo(status == 503);
    }

    @Test
    void saysThatOthersAreAtWorkWhereALockIsNotLetGoInTime() throws Exception {
        try (Connection holder = context.getBean(DataSource.class).getConnection();
                var lock = holder.createStatement()) {
            lock.execute("select pg_advisory_lock(" + HELD + ")");
            var response = get("/api/v1/held");

            assertProblem(response, 503, "unavailable");
            assertThat(response.body()).contains("Others are at work on the same");
            assertThat(response.headers().firstValue("Retry-After")).isPresent();
            lock.execute("select pg_advisory_unlock(" + HELD + ")");
        }
        assertThat(get("/api/v1/held").statusCode()).isEqualTo(200);
    }

    @Test
    void refusesAWriteThatSaysItIsContent() throws Exception {
        var response = CLIENT.send(
                HttpRequest.newBuilder(URI.create(base + "/api/v1/models/fraud"))
                        .header("Authorization", "Bearer " + TestTokens.of("mia", "ml-engineer"))
                        .header("Content-Type", "application/octet-stream")
                        .DELETE()
                        .build(),
                BodyHandlers.ofString());

        assertProblem(response, 415, "media-type-unsupported");
    }

    static Stream<Arguments> forms() {
        return Stream.of("PUT", "PATCH", "POST", "DELETE")
                .flatMap(method -> Stream.of(
                                "application/x-www-form-urlencoded",
                                "application/x-www-form-urlencoded; charset=utf-8",
                                "multipart/form-data; boundary=b",
                                "multipart/form-data")
                        .map(type -> Arguments.of(method, type)));
    }

    @ParameterizedTest
    @MethodSource("forms")
    @Clause("REG-7")
    void takesNoForm(String method, String type) throws Exception {
        for (String body : List.of("no-value", "cursor=x&text=a", "a=%00", "a=%F", "--b\r\n", "\0\1&&=")) {
            var response = form(method, type, BodyPublishers.ofString(body));

            assertProblem(response, 415, "media-type-unsupported");
        }
    }

    @Test
    void saysOfALargeFormThatItIsNoneRatherThanThatItIsLarge() throws Exception {
        var response = form("PUT", "application/x-www-form-urlencoded", chunked("x".repeat(5_000_000)));

        assertThat(assertProblem(response, 415, "media-type-unsupported")
                        .path("detail")
                        .asString())
                .contains("application/x-www-form-urlencoded", "application/octet-stream");
    }

    private static HttpResponse<String> form(String method, String type, BodyPublisher body) throws Exception {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create(base + "/api/v1/content"))
                        .header("Authorization", "Bearer " + TestTokens.of("mia", "ml-engineer"))
                        .header("Content-Type", type)
                        .method(method, body)
                        .build(),
                BodyHandlers.ofString());
    }

    @Test
    @Clause("ACL-1")
    void waitsForNoFormOfWhoeverIsUnknown() throws Exception {
        URI address = URI.create(base);
        try (var socket = new Socket(address.getHost(), address.getPort());
                var answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII))) {
            socket.setSoTimeout(100);
            socket.getOutputStream().write("""
                    PUT /api/v1/content HTTP/1.1\r
                    Host: localhost\r
                    Content-Type: application/x-www-form-urlencoded\r
                    Content-Length: 1000\r
                    \r
                    """.getBytes(US_ASCII));

            assertThat(answerWhileSending(socket, answer, 900)).startsWith("HTTP/1.1 401");
        }
    }

    @Test
    void refusesParametersThatTheAddressDoesNotKnowAndNamesThoseThatItDoes() throws Exception {
        String id = "/api/v1/facts/0b9f3a52-6c1e-4a55-9d0f-7a1d3c2b4e5f";

        assertThat(get(id + "?most=3&all=true").statusCode()).isEqualTo(200);
        assertThat(detail(get(id + "?most=3&limit=1&mots")))
                .isEqualTo("limit, mots: there is no such parameter here; there are all, from, most");
        assertThat(detail(get("/api/v1/stages/prod?stage=dev")))
                .isEqualTo("stage: there is no such parameter here; there are none");
        assertThat(get("/actuator/health?limit=1").statusCode()).isEqualTo(200);
        assertThat(get("/v3/api-docs?limit=1").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "facts/123, 'id: it is no UUID, such as 0b9f3a52-6c1e-4a55-9d0f-7a1d3c2b4e5f'",
        "facts/0b9f3a52-6c1e-4a55-9d0f-7a1d3c2b4e5f?from=today, 'from: it is no instant, such as 2026-03-31T12:00:00Z'",
        "facts/0b9f3a52-6c1e-4a55-9d0f-7a1d3c2b4e5f?most=few, 'most: it is no whole number, such as 20'",
        "facts/0b9f3a52-6c1e-4a55-9d0f-7a1d3c2b4e5f?all=maybe, 'all: it is neither true nor false'"
    })
    void saysWhatIsExpectedInAnAddress(String address, String detail) throws Exception {
        assertThat(detail(get("/api/v1/" + address))).isEqualTo(detail);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"parts\":[{}]} | /parts/0/count is missing",
                "{\"parts\":[{\"count\":null}]} | /parts/0/count is missing",
                "{\"parts\":[{\"count\":\"few\"}]} | /parts/0/count: it is no whole number, such as 20",
                "{\"parts\":[{\"count\":{}}]} | /parts/0/count: it is no whole number, such as 20",
                "{\"parts\":[{\"count\":1,\"id\":\"7\"}]} | /parts/0/id: it is no UUID, such as 0b9f3a52-6c1e-4a55-9d0f-7a1d3c2b4e5f",
                "{\"parts\":7} | /parts: it is no list",
                "{\"text\":[]} | /text: it is no text",
                "{\"parts\":[7]} | /parts/0: it is not of the kind that is expected here"
            })
    void saysWhatIsExpectedInABody(String body, String detail) throws Exception {
        var response = put(TestTokens.of("mia", "ml-engineer"), "fraud", BodyPublishers.ofString(body));

        assertThat(detail(response)).isEqualTo(detail);
    }

    private static String detail(HttpResponse<String> response) {
        return assertProblem(response, 400, "request-malformed").path("detail").asString();
    }

    @Test
    void answersUnknownAddressesAndMethodsWithProblems() throws Exception {
        assertProblem(get("/api/v1/nowhere"), 404, "not-found");
        assertProblem(get("/api/v1/models/fraud/description"), 405, "method-not-allowed");
    }

    @Test
    @Clause("ACL-1")
    void tellsAnybodyWhetherItIsWellAndOnlyThoseWhoSignedInWhy() throws Exception {
        var stranger = CLIENT.send(
                HttpRequest.newBuilder(URI.create(base + "/actuator/health")).build(), BodyHandlers.ofString());

        assertThat(stranger.statusCode()).isEqualTo(200);
        assertThat(stranger.body()).contains("\"status\":\"UP\"").doesNotContain("components");
        assertThat(get("/actuator/health").body()).contains("components");
    }

    @Test
    void doesNotStartWithASettingThatNobodyReads() {
        assertThatThrownBy(() -> application()
                        .run("--cairn.web.max-bdy=1MB", "--cairn.wbe.max-body=1MB")
                        .close())
                .hasStackTraceContaining("cairn.wbe.max-body, cairn.web.max-bdy");
    }

    private static HttpResponse<String> put(@Nullable String token, String model, BodyPublisher body, String... headers)
            throws Exception {
        var request = HttpRequest.newBuilder(URI.create(base + "/api/v1/models/" + model + "/description"))
                .header("Content-Type", "application/json")
                .PUT(body);
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create(base + path))
                        .header("Authorization", "Bearer " + TestTokens.of("ada", "auditor"))
                        .build(),
                BodyHandlers.ofString());
    }

    private static BodyPublisher chunked(String body) {
        return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    }

    private static JsonNode assertProblem(HttpResponse<String> response, int status, String code) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        JsonNode problem = EventCodec.json().readTree(response.body());
        assertThat(problem.path("type").asString()).isEqualTo("https://cairn.dev/problems/" + code);
        assertThat(problem.path("title").asString()).isNotEmpty();
        assertThat(problem.path("next").asString()).isNotEmpty();
        return problem;
    }

    private static int events(String key) {
        return jdbc.sql("select count(*) from events.event where key = ? and topic = 'cairn.registry'")
                .param(key)
                .query(Integer.class)
                .single();
    }
}
