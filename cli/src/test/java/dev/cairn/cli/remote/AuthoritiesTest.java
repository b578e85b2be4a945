package dev.cairn.cli.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.cli.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trust itself is tried where services speak TLS. */
class AuthoritiesTest {

    @TempDir
    private Path directory;

    @Test
    void areJavasWhereNothingElseIsSaid() throws Exception {
        assertThat(Authorities.trusting(null)).isSameAs(SSLContext.getDefault());
        assertThat(Authorities.trusting("")).isSameAs(SSLContext.getDefault());
    }

    @Test
    void areAskedForWhereTheFileIsNoneOrHasNone() throws Exception {
        Path empty = Files.createFile(directory.resolve("empty.pem"));
        Path other = Files.writeString(directory.resolve("other.pem"), "no certificate");

        for (Path file : new Path[] {directory.resolve("nowhere.pem"), empty, other}) {
            assertThatThrownBy(() -> Authorities.trusting(file.toString()))
                    .isInstanceOfSatisfying(
                            Failure.class, failure -> assertThat(failure.next()).contains("CAIRN_CA"))
                    .hasMessageContaining(file.toString());
        }
    }
}
