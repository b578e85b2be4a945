package dev.cairn.cli.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.cli.Failure;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whom an installation's word makes the issuer, and what that one may get. */
class IssuerTest {

    private static final String METADATA = "/registry/.well-known/oauth-protected-resource";
    private static final String DISCOVERY = "/realm/.well-known/openid-configuration";

    private ServedIssuer served;

    @BeforeEach
    void serve() throws IOException {
        served = new ServedIssuer();
    }

    @AfterEach
    void stop() {
        served.close();
    }

    @Test
    void theRegistryNamesItAndItDescribesItself() {
        Issuer issuer = Issuer.of(served.installation());

        assertThat(issuer.name()).isEqualTo(served.address("/realm").toString());
        assertThat(issuer.authorization()).isEqualTo(served.address("/realm/authorize"));
        assertThat(issuer.token()).isEqualTo(served.address("/realm/token"));
        assertThat(issuer.device()).isEqualTo(served.address("/realm/device"));
        assertThat(issuer.entrusted()).isTrue();
    }

    @Test
    void metadataOfAnotherResourceAreDropped() {
        served.says(METADATA, ServedIssuer.metadata(URI.create("https://other.example.org"), served.address("/realm")));

        refused("is about 'https://other.example.org'");
    }

    @Test
    void anIssuerThatHasAnotherNameThanItWasCalledIsNone() {
        served.says(
                DISCOVERY, served.description(URI.create("https://sso.example.org"), served.address("/realm/token")));

        refused("says that it is 'https://sso.example.org'");
    }

    @Test
    void anIssuerThatWouldHaveCodesOfAnotherBroughtToItselfIsRefused() {
        served.says(
                DISCOVERY, served.description(served.address("/realm"), URI.create("https://evil.example.org/token")));

        refused("has its token_endpoint elsewhere");
    }

    @Test
    void anIssuerIsNotAskedInClearText() {
        served.says(
                METADATA,
                ServedIssuer.metadata(served.address("/registry"), URI.create("http://sso.example.org/realm")));

        refused("in clear text");
    }

    @Test
    void whatIsNoInstallationIsSaidToBeNone() {
        served.says(METADATA, "<html>Welcome</html>");

        refused("is no issuer");
    }

    @Test
    void anIssuerOnAnotherHostGetsNoPasswordAndNoSecretOnTheInstallationsWord() {
        var issuer = new SignIn(new Issuer(
                "https://sso.example.org",
                served.address("/realm/authorize"),
                served.address("/realm/token"),
                null,
                false));

        for (Runnable entrusting : new Runnable[] {
            () -> issuer.withPassword("mia", "mia-demo"), () -> issuer.asMachine("ci-pipeline", "ci-pipeline-demo")
        }) {
            assertThatExceptionOfType(Failure.class)
                    .isThrownBy(entrusting::run)
                    .withMessageContaining("on its word alone")
                    .satisfies(failure ->
                            assertThat(failure.next()).contains("CAIRN_ISSUER=https://sso.example.org", "cairn login"));
        }
        assertThat(served.asked()).isEmpty();
    }

    @Test
    void aPasswordGoesNowhereButToTheIssuer() {
        served.says(
                "/realm/authorize",
                "<form action='http://localhost:1/login'><input name=\"n\"><input type=\"password\" name=\"p\"></form>");
        var signIn = SignIn.at(served.installation());

        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() -> signIn.withPassword("mia", "mia-demo"))
                .withMessageContaining("has people sign in elsewhere");
    }

    private void refused(String why) {
        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() -> Issuer.of(served.installation()))
                .withMessageContaining(why);
    }
}
