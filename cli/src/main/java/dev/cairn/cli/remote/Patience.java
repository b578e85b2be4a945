package dev.cairn.cli.remote;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How long somebody's answers are waited for, and after what time whoever waits is told so, once. */
public final class Patience {

    private final Duration silence;
    private final @Nullable Duration limit;
    private final Consumer<String> told;
    private final AtomicBoolean said = new AtomicBoolean();

    /**
     * @param silence how long to wait without a word
     * @param limit after which no answer counts as none; null where the work may take any time
     * @param told gets the sentence
     */
    Patience(Duration silence, @Nullable Duration limit, Consumer<String> told) {
        this.silence = silence;
        this.limit = limit;
        this.told = told;
    }

    /** That of a person at a terminal: a word on the error stream after 5 s, and no more than a minute. */
    public static Patience ofPeople() {
        return new Patience(Duration.ofSeconds(5), Duration.ofMinutes(1), System.err::println);
    }

    /** The same without a limit. */
    Patience unlimited() {
        return new Patience(silence, null, told);
    }

    /** Gives a request the limit. */
    public HttpRequest.Builder limit(HttpRequest.Builder request) {
        return limit == null ? request : request.timeout(limit);
    }

    /**
     * Sends a request and waits.
     *
     * @param asked who is to answer, as the sentence names them
     * @throws java.net.http.HttpTimeoutException when the request's limit is over
     */
    public <T> HttpResponse<T> send(HttpClient client, URI asked, HttpRequest request, BodyHandler<T> body)
            throws IOException, InterruptedException {
        var silent = new CompletableFuture<Void>().completeOnTimeout(null, silence.toMillis(), TimeUnit.MILLISECONDS);
        silent.thenRun(() -> tell(asked));
        try {
            return client.send(request, body);
        } finally {
            silent.cancel(false);
        }
    }

    /** What became of a request that ran into the limit. */
    String overrun(URI asked) {
        return asked + " has not answered for " + (limit == null ? "a long time" : limit.toSeconds() + " s") + ".";
    }

    private void tell(URI asked) {
        if (!said.getAndSet(true)) {
            told.accept(asked + " has not answered for " + silence.toSeconds() + " s; waiting"
                    + (limit == null ? " on." : " " + limit.minus(silence).toSeconds() + " s more."));
        }
    }
}
