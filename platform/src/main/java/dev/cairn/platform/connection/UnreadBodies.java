package dev.cairn.platform.connection;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the connection when a request was answered and its body does not come. Left to itself, Tomcat reads 2 MB of it first,
 * however slowly they arrive, on the thread that answered: a few hundred bytes a minute, from nobody known, would hold them all.
 *
 * <p>The rest is waited for in a moment only, and by few at once: a client that sends into a closed connection may lose its
 * answer to the reset (RFC 9112, 9.6), and one whose small body was merely on its way keeps its connection.
 */
final class UnreadBodies extends ValveBase {

    private static final Logger log = LoggerFactory.getLogger(UnreadBodies.class);

    private static final Duration MOMENT = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofMillis(5);
    /** In bytes; what is larger is on its way for longer, and its sender is told before that the connection ends. */
    private static final int SMALL = 64 * 1024;

    private final Semaphore waiting;

    /** @param waiting how many threads may wait at once */
    UnreadBodies(int waiting) {
        super(true);
        this.waiting = new Semaphore(waiting);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        getNext().invoke(request, response);
        if (!request.isAsync() && !isRead(request.getCoyoteRequest())) {
            end(request.getCoyoteRequest(), response);
        }
    }

    private void end(org.apache.coyote.Request request, Response response) throws IOException {
        long declared = request.getContentLengthLong();
        boolean small = declared >= 0 && declared <= SMALL;
        if (!small) {
            response.setHeader("Connection", "close");
        }
        response.finishResponse();
        if (!arrives(request) || !small) {
            request.action(ActionCode.DISABLE_SWALLOW_INPUT, null);
            response.getCoyoteResponse().action(ActionCode.CLOSE_NOW, null);
        }
    }

    private boolean arrives(org.apache.coyote.Request request) {
        if (!waiting.tryAcquire()) {
            return false;
        }
        try {
            return arrivesInAMoment(request);
        } catch (IOException e) {
            log.debug("The caller left before all was sent", e);
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            waiting.release();
        }
    }

    private static boolean arrivesInAMoment(org.apache.coyote.Request request)
            throws IOException, InterruptedException {
        var nowhere = new Nowhere();
        long begun = System.nanoTime();
        while (!isRead(request) && System.nanoTime() - begun < MOMENT.toNanos()) {
            request.action(ActionCode.AVAILABLE, true);
            if (request.getAvailable() <= 0) {
                Thread.sleep(PAUSE.toMillis());
            } else if (request.doRead(nowhere) < 0) {
                break;
            }
        }
        return isRead(request);
    }

    private static boolean isRead(org.apache.coyote.Request request) {
        var read = new AtomicBoolean();
        request.action(ActionCode.REQUEST_BODY_FULLY_READ, read);
        return read.get();
    }

    /** Where bytes go that nobody wants. */
    private static final class Nowhere implements ApplicationBufferHandler {

        private @Nullable ByteBuffer latest;

        @Override
        public void setByteBuffer(@Nullable ByteBuffer buffer) {
            latest = buffer;
        }

        @Override
        public @Nullable ByteBuffer getByteBuffer() {
            return latest;
        }

        @Override
        public void expand(int size) {
            throw new UnsupportedOperationException("What is thrown away is never gathered");
        }
    }
}
