package dev.cairn.platform.writeonce.s3.bucket;

import dev.cairn.platform.writeonce.s3.bucket.Failures.Explanation;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Content on its way from the server. Where it breaks off, that is explained as whatever else goes wrong. */
final class ExplainedStream extends FilterInputStream {

    private final Explanation explanation;

    ExplainedStream(InputStream content, Explanation explanation) {
        super(content);
        this.explanation = explanation;
    }

    @Override
    public int read() throws IOException {
        try {
            return super.read();
        } catch (IOException e) {
            throw explanation.of(e);
        }
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        try {
            return super.read(into, offset, length);
        } catch (IOException e) {
            throw explanation.of(e);
        }
    }
}
