package dev.cairn.test.docker;

import com.github.dockerjava.api.DockerClient;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.testcontainers.dockerclient.DockerClientProviderStrategy;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.ImageNameSubstitutor;

/**
 * The engine that Testcontainers finds, asked for what a start of the containers needs, before Testcontainers starts any: it
 * would try again for minutes what the engine refuses.
 */
final class Engine {

    /** What Testcontainers starts first, to clear away after a JVM that was killed. */
    static final DockerImageName REAPER = DockerImageName.parse("testcontainers/ryuk:0.14.0");

    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);
    private static final Duration PULL_SILENCE = Duration.ofSeconds(20);
    private static final Duration PULL_LIMIT = Duration.ofMinutes(10);

    private Engine() {}

    /** Why the containers cannot be started; empty when the engine answers and has their images. */
    static Optional<String> lack() {
        try {
            Asked asked = within(ANSWER_LIMIT, Engine::ask);
            for (String image : asked.missing()) {
                asked.images().pull(image);
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while Docker was asked", e);
        }
    }

    private record Asked(Images images, List<String> missing) {}

    private static Asked ask() {
        List<DockerClientProviderStrategy> ways = new ArrayList<>();
        ServiceLoader.load(DockerClientProviderStrategy.class).forEach(ways::add);
        DockerClient engine =
                DockerClientProviderStrategy.getFirstValidStrategy(ways).getDockerClient();
        var images = new Images(engine, PULL_SILENCE, PULL_LIMIT);
        return new Asked(images, images.missing(needed()));
    }

    /** By the names under which this machine has them, which its owner may have told Testcontainers. */
    private static List<String> needed() {
        boolean reaped = !Boolean.parseBoolean(System.getenv("TESTCONTAINERS_RYUK_DISABLED"));
        return Stream.of(REAPER, Containers.POSTGRES, Containers.KAFKA)
                .filter(image -> reaped || image != REAPER)
                .map(ImageNameSubstitutor.instance())
                .map(DockerImageName::asCanonicalNameString)
                .toList();
    }

    /** An engine that takes a question and never answers keeps nobody waiting. */
    private static <T> T within(Duration limit, Callable<T> question) throws IOException, InterruptedException {
        var answer = new FutureTask<>(question);
        var thread = new Thread(answer, "docker-question");
        thread.setDaemon(true);
        thread.start();
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException("the Docker engine does not answer within " + limit.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw new IOException(String.valueOf(e.getCause().getMessage()), e.getCause());
        }
    }
}
