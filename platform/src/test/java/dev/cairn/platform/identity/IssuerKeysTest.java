package dev.cairn.platform.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import dev.cairn.platform.tls.TlsFault;
import dev.cairn.test.Clause;
import dev.cairn.test.TestTokens;
import dev.cairn.test.tls.Authority;
import dev.cairn.test.tls.TlsServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys of an issuer whose certificate a company's own authority signed. */
@Clause("ACL-1")
class IssuerKeysTest {

    private static final JWKSelector KNOWN = named("right");
    private static final JWKSelector INVENTED = named("invented");

    @TempDir
    private Path directory;

    private Authority authority;
    private TlsServer issuer;

    @BeforeEach
    void start() throws IOException {
        authority = new Authority(directory, "company");
        issuer =
                new TlsServer(authority.sign("issuer", "127.0.0.1")).answering("application/json", TestTokens.keySet());
    }

    @AfterEach
    void stop() {
        issuer.close();
    }

    private IssuerKeys keys(Authority trusted) {
        return IssuerKeys.at(URI.create("https://127.0.0.1:" + issuer.port() + "/keys"), TlsServer.trusting(trusted));
    }

    private static JWKSelector named(String id) {
        return new JWKSelector(new JWKMatcher.Builder().keyID(id).build());
    }

    @Test
    void comeByTlsFromWhomTheAuthorityVouchesFor() throws Exception {
        assertThat(keys(authority).get(KNOWN, null)).hasSize(1);
    }

    @Test
    void areTakenFromNobodyElse() {
        var keys = keys(new Authority(directory.resolve("others"), "stranger"));

        assertThat(TlsFault.of(catchThrowable(() -> keys.get(KNOWN, null))))
                .get()
                .asString()
                .contains("comes from no authority that is trusted here");
        assertThat(issuer.answered()).isZero();
    }

    @Test
    void stayKnownWhileTheIssuerIsAway() throws Exception {
        var keys = keys(authority);
        keys.get(KNOWN, null);
        issuer.close();

        assertThat(keys.get(KNOWN, null)).hasSize(1);
        assertThat(keys.get(INVENTED, null)).as("asks again, in vain").isEmpty();
    }

    @Test
    void areAskedForAFewTimesHoweverManyAreInvented() throws Exception {
        var keys = keys(authority);
        keys.get(KNOWN, null);

        for (int token = 0; token < 100; token++) {
            assertThat(keys.get(INVENTED, null)).isEmpty();
        }

        assertThat(issuer.answered()).isLessThan(10);
        assertThat(keys.get(KNOWN, null)).hasSize(1);
    }

    @Test
    void cannotBeSaidToBeUnknownBeforeTheyWereSeen() {
        var keys = keys(authority);
        issuer.close();

        for (int token = 0; token < 10; token++) {
            assertThatThrownBy(() -> keys.get(INVENTED, null)).isInstanceOf(KeySourceException.class);
        }
    }
}
