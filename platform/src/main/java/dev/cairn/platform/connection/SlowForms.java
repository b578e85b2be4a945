package dev.cairn.platform.connection;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.time.Duration;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.InputBuffer;
import org.apache.tomcat.util.net.ApplicationBufferHandler;

/** Gives a form only so long to arrive: Tomcat reads it by itself, at whoever asks first for a parameter. */
final class SlowForms extends ValveBase {

    private static final String FORM = "application/x-www-form-urlencoded";

    private final Duration patience;

    SlowForms(Duration patience) {
        super(true);
        this.patience = patience;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        String type = request.getContentType();
        if (type == null || !type.startsWith(FORM)) {
            getNext().invoke(request, response);
            return;
        }
        InputBuffer body = request.getCoyoteRequest().getInputBuffer();
        request.getCoyoteRequest().setInputBuffer(new Patient(body, System.nanoTime()));
        try {
            getNext().invoke(request, response);
        } finally {
            request.getCoyoteRequest().setInputBuffer(body);
        }
    }

    private final class Patient implements InputBuffer {

        private final InputBuffer body;
        private final long begun;

        Patient(InputBuffer body, long begun) {
            this.body = body;
            this.begun = begun;
        }

        @Override
        public int doRead(ApplicationBufferHandler handler) throws IOException {
            if (System.nanoTime() - begun > patience.toNanos()) {
                throw new IOException("The form was not there after " + patience.toSeconds() + " s");
            }
            return body.doRead(handler);
        }

        @Override
        public int available() {
            return body.available();
        }
    }
}
