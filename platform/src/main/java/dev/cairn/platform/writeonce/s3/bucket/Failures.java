package dev.cairn.platform.writeonce.s3.bucket;

import dev.cairn.platform.tls.TlsFault;
import dev.cairn.platform.writeonce.WriteOnceProperties;
import dev.cairn.platform.writeonce.WriteOnceStore.Away;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.InvalidResponseException;
import io.minio.errors.ServerException;
import io.minio.errors.XmlParserException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong, as a sentence: where, what was asked, what was answered, what to do. Nothing of a request's headers is in
 * it. Three answers mean something to the store and have their own type: {@link NoSuchFileException} for what is not there,
 * {@link FileAlreadyExistsException} for a condition that failed, {@link AccessDeniedException} for what was refused. The rest
 * is {@link Away}.
 */
final class Failures {

    /** Below what S3 bears with, 15 minutes, by the second that a date in a header lacks, and generously. */
    private static final Duration TOO_FAR_APART = Duration.ofMinutes(10);

    /** <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-date-handling.html">How requests carry their time.</a> */
    private static final DateTimeFormatter SIGNED =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmssX").withZone(ZoneOffset.UTC);

    private final String place;
    private final Duration answerTimeout;

    Failures(WriteOnceProperties.S3 settings) {
        this.place = settings.toString();
        this.answerTimeout = settings.answerTimeout();
    }

    static final class BucketGone extends Away {
        private BucketGone(String place) {
            super("There is no " + place, null);
        }
    }

    /** Which server and bucket. */
    String place() {
        return place;
    }

    /** @param verb what is asked for, as in "to read …" */
    Explanation of(String verb, String key) {
        return cause -> explain(cause, verb, key);
    }

    interface Explanation {
        IOException of(Throwable cause);
    }

    interface Request<T extends @Nullable Object> {
        CompletableFuture<T> send();
    }

    static <T extends @Nullable Object> T await(Request<T> request, Explanation explanation) throws IOException {
        try {
            return request.send().get();
        } catch (ExecutionException e) {
            throw explanation.of(Objects.requireNonNull(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while the object store was waited for");
        }
    }

    private IOException explain(Throwable thrown, String verb, String key) {
        Throwable cause = thrown;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof ErrorResponseException answer) {
            return answered(answer, verb, key);
        }
        String request = " when asked to " + verb + " " + key;
        if (cause instanceof InvalidResponseException
                || cause instanceof ServerException
                || cause instanceof XmlParserException) {
            return new Away(place + " gave an answer that is not S3's" + request + ": " + cause.getMessage(), cause);
        }
        if (cause instanceof java.net.SocketTimeoutException) {
            return new Away(place + " did not answer within " + answerTimeout.toSeconds() + " s" + request, cause);
        }
        return new Away(
                place + " cannot be reached" + request + ": "
                        + TlsFault.of(cause).orElse(String.valueOf(cause)),
                cause);
    }

    private IOException answered(ErrorResponseException answer, String verb, String key) {
        int status = answer.response().code();
        String code = answer.errorResponse().code();
        String sentence = place + " answered " + status + " " + code + " when asked to " + verb + " " + key;
        if (code.equals("NoSuchBucket")) {
            return new BucketGone(place);
        }
        if (status == 404) {
            return new NoSuchFileException(key, null, "it is not in " + place);
        }
        if (status == 409 || status == 412) {
            return new FileAlreadyExistsException(key, null, "it is in " + place + " already");
        }
        if (code.contains("Full") || code.contains("Quota") || status == 507) {
            return new Away(sentence + ": it is full; make room, then try again", null);
        }
        if (status >= 500 || status == 429 || status == 408) {
            return new Away(sentence + ": it is overloaded or broken; try again later", null);
        }
        Duration apart = clocksApart(answer);
        if (status == 403 && apart.compareTo(TOO_FAR_APART) > 0) {
            return new Away(
                    sentence + ": its clock and this machine's are " + apart.toMinutes()
                            + " minutes apart; set the wrong one right",
                    null);
        }
        return new AccessDeniedException(key, null, sentence + ": " + answer.getMessage());
    }

    /**
     * Between the request's time and the server's. How a refused signature would be told from others by its code, but an answer to HEAD
     * has none; and by now the clock may have been set right.
     */
    private static Duration clocksApart(ErrorResponseException answer) {
        Instant theirs = answer.response().headers().getInstant("Date");
        String ours = answer.response().request().header("x-amz-date");
        return theirs == null || ours == null
                ? Duration.ZERO
                : Duration.between(theirs, Instant.from(SIGNED.parse(ours))).abs();
    }
}
