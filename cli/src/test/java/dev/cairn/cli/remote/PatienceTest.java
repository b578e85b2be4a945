package dev.cairn.cli.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With a service that takes a call and answers when a test lets it. */
class PatienceTest {

    private static final Duration AT_ONCE = Duration.ofMillis(1);
    private static final Duration NEVER = Duration.ofHours(1);

    private final List<String> told = new CopyOnWriteArrayList<>();
    private final CountDownLatch goesOn = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;
    private URI address;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(threads);
        server.createContext("/paused", exchange -> {
            awaitGoingOn();
            answer(exchange);
        });
        server.createContext("/well", PatienceTest::answer);
        server.start();
        address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        goesOn.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void awaitGoingOn() {
        try {
            goesOn.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(204, -1);
        }
    }

    /** Whoever is told lets the service go on. */
    private void hear(String sentence) {
        told.add(sentence);
        goesOn.countDown();
    }

    @Test
    void whoWaitsIsToldForWhom() {
        new Api(address, () -> "token", new Patience(AT_ONCE, NEVER, this::hear)).get("/paused");

        assertThat(told).hasSize(1);
        assertThat(told.get(0)).startsWith(address + " has not answered for");
    }

    @Test
    void anAnswerInTimeIsNoMatterForWords() {
        new Api(address, () -> "token", new Patience(NEVER, NEVER, told::add)).get("/well");

        assertThat(told).isEmpty();
    }

    @Test
    void afterALimitNoAnswerIsNone() {
        var api = new Api(address, () -> "token", new Patience(NEVER, Duration.ofMillis(50), told::add));

        assertThatExceptionOfType(Api.NotDone.class)
                .isThrownBy(() -> api.get("/paused"))
                .withMessageStartingWith(address + " has not answered for")
                .matches(Api.NotDone::mayWorkLater)
                .satisfies(failure -> assertThat(failure.next()).contains("cairn cluster status"));
    }

    @Test
    void contentOnItsWayAndWorkThatIsFollowedHaveNoLimit() {
        var patience = new Patience(Duration.ofMillis(200), Duration.ofMillis(50), this::hear);
        var api = new Api(address, () -> "token", patience).unhurried();

        api.get("/paused");

        assertThat(told).hasSize(1);
        assertThat(told.get(0)).endsWith("waiting on.");
    }
}
