package dev.cairn.test.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.PullResponseItem;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The images of an engine. */
final class Images {

    private final DockerClient engine;
    private final Duration silence;
    private final Duration limit;

    /**
     * @param silence after how long without a word from the engine a pull is given up
     * @param limit after how long altogether
     */
    Images(DockerClient engine, Duration silence, Duration limit) {
        this.engine = engine;
        this.silence = silence;
        this.limit = limit;
    }

    List<String> missing(List<String> images) {
        return images.stream().filter(image -> !present(image)).toList();
    }

    /** @throws IOException when that cannot be done; the message says why */
    void pull(String image) throws IOException, InterruptedException {
        try (var pull = new Pull()) {
            engine.pullImageCmd(image).exec(pull);
            Optional<String> failure = pull.failure(silence, limit);
            if (failure.isPresent()) {
                throw new IOException(image + " cannot be pulled: " + failure.get());
            }
        }
    }

    private boolean present(String image) {
        try {
            engine.inspectImageCmd(image).exec();
            return true;
        } catch (NotFoundException missing) {
            return false;
        }
    }

    /** What the engine says while it pulls. */
    private static final class Pull extends ResultCallback.Adapter<PullResponseItem> {

        /** A word is how the pull failed, or nothing while it goes on. */
        private record Word(Optional<String> failure, boolean last) {}

        private final BlockingQueue<Word> words = new LinkedBlockingQueue<>();

        @Override
        public void onNext(PullResponseItem item) {
            Optional<String> failure =
                    Optional.ofNullable(item.getErrorDetail()).map(detail -> detail.getMessage());
            words.add(new Word(failure, failure.isPresent()));
        }

        @Override
        public void onError(Throwable failure) {
            words.add(new Word(Optional.of(String.valueOf(failure.getMessage()).strip()), true));
            super.onError(failure);
        }

        @Override
        public void onComplete() {
            words.add(new Word(Optional.empty(), true));
            super.onComplete();
        }

        Optional<String> failure(Duration silence, Duration limit) throws InterruptedException {
            long begun = System.nanoTime();
            while (System.nanoTime() - begun < limit.toNanos()) {
                Word word = words.poll(silence.toMillis(), TimeUnit.MILLISECONDS);
                if (word == null) {
                    return Optional.of("no word from the engine for " + silence.toSeconds() + " s");
                }
                if (word.last()) {
                    return word.failure();
                }
            }
            return Optional.of("it takes longer than " + limit.toMinutes() + " minutes");
        }
    }
}
