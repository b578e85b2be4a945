package dev.cairn.cli.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.cairn.cli.Cairn;
import dev.cairn.cli.remote.Credentials;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** About an installation whose services answer as a test says, and of their parts only to whoever has a token. */
class StatusCommandTest {

    private static final String UP = "{\"status\": \"UP\"}";
    private static final String DOWN = "{\"status\": \"DOWN\"}";

    @TempDir
    private Path home;

    private final String homeBefore = System.getProperty("user.home");
    private final StringWriter said = new StringWriter();

    /** What each service answers to whoever has a token. */
    private final Map<String, String> answers = new HashMap<>();

    private HttpServer server;
    private URI url;

    @BeforeEach
    void start() throws IOException {
        System.setProperty("user.home", home.toString());
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        for (String service : List.of("registry", "approval", "deployment", "lineage", "audit")) {
            answers.put(service, UP);
            server.createContext("/" + service + "/actuator/health", exchange -> answer(exchange, service));
        }
        server.start();
        url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        server.stop(0);
        System.setProperty("user.home", homeBefore);
        System.clearProperty("cairn.url");
    }

    private void answer(HttpExchange exchange, String service) throws IOException {
        String whole = answers.get(service);
        boolean known = "Bearer a.b.c".equals(exchange.getRequestHeaders().getFirst("Authorization"));
        byte[] content = (whole.contains("DOWN") && !known ? DOWN : whole).getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.sendResponseHeaders(whole.equals(UP) ? 200 : 503, content.length);
            exchange.getResponseBody().write(content);
        }
    }

    private int status(String... more) {
        var writer = new PrintWriter(said, true);
        String[] words = new String[3 + more.length];
        System.arraycopy(new String[] {"status", "--url", url.toString()}, 0, words, 0, 3);
        System.arraycopy(more, 0, words, 3, more.length);
        return Cairn.commandLine().setOut(writer).setErr(writer).execute(words);
    }

    private void signIn() {
        Credentials.ofThisUser()
                .store(url, new Credentials.Token("olga", "a.b.c", Instant.now().plusSeconds(600)));
    }

    private void relayStandsStill() {
        answers.put("registry", """
                {"status": "DOWN", "components": {
                  "db": {"status": "UP"},
                  "relay": {"status": "DOWN", "details": {"next": "cairn operations restore registry"}}}}
                """);
    }

    @Test
    void anInstallationThatIsWellShowsEachService() {
        assertThat(status()).as(said.toString()).isZero();
        assertThat(said.toString())
                .containsPattern("registry +" + url + "/registry +up")
                .containsPattern("audit +" + url + "/audit +up")
                .doesNotContain("away");
    }

    @Test
    void whoeverIsSignedInReadsWhichPartsAreNotWell() {
        signIn();
        relayStandsStill();

        assertThat(status()).isEqualTo(1);
        assertThat(said.toString())
                .containsPattern("registry +" + url + "/registry +down")
                .contains("registry: relay is DOWN: next cairn operations restore registry")
                .doesNotContain("db is", "cairn login");
    }

    @Test
    void whoeverIsNotIsToldToSignIn() {
        relayStandsStill();

        assertThat(status()).isEqualTo(1);
        assertThat(said.toString())
                .contains("registry: it is down", "cairn login --url " + url)
                .doesNotContain("relay");
    }

    @Test
    void whatAGatewaySaysInThePlaceOfAServiceIsTold() {
        answers.put("lineage", "{\"status\": 503, \"title\": \"Away\", \"detail\": \"No instance answers\"}");
        answers.put("audit", "<html>no healthy upstream</html>");

        assertThat(status()).isEqualTo(1);
        assertThat(said.toString())
                .containsPattern("lineage +" + url + "/lineage +away")
                .contains("lineage: Away: No instance answers", "audit: it is away");
    }

    @Test
    void whereNothingAnswersEachServiceIsAway() {
        server.stop(0);

        assertThat(status()).isEqualTo(1);
        assertThat(said.toString()).contains("registry: Nothing answers at " + url + "/registry.");
    }

    @Test
    void whatIsAboutThisMachineGoesNotWithAnAddress() {
        assertThat(status("--data", home.toString())).isEqualTo(2);
        assertThat(said.toString()).contains("--data is about a standalone of this machine");
    }
}
