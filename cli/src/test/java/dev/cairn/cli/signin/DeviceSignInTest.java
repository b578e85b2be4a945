package dev.cairn.cli.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.cli.Failure;
import dev.cairn.cli.remote.Credentials;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeviceSignInTest {

    private static final String CODE = """
            {"device_code": "the machine's", "user_code": "WDJB-MJHT", "verification_uri": "https://sso.example.org/device",
             "interval": 2, "expires_in": 30}""";
    private static final String PENDING = "{\"error\": \"authorization_pending\"}";
    private static final String TOKEN = "{\"access_token\": \"e30."
            + Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString("{\"sub\":\"mia\",\"exp\":4102444800}".getBytes(StandardCharsets.UTF_8))
            + ".x\"}";

    private final List<DeviceSignIn.Shown> shown = new ArrayList<>();
    private final List<Duration> pauses = new ArrayList<>();
    private ServedIssuer served;

    @BeforeEach
    void serve() throws IOException {
        served = new ServedIssuer();
        served.says("/realm/device", CODE);
    }

    @AfterEach
    void stop() {
        served.close();
    }

    private Credentials.Token signIn() {
        Issuer issuer = Issuer.of(served.installation());
        return new DeviceSignIn(new SignIn(issuer), issuer, pauses::add).await(shown::add);
    }

    @Test
    void itShowsAddressAndCodeAndWaitsLongerWhenItIsToldTo() {
        served.says("/realm/token", PENDING, "{\"error\": \"slow_down\"}", PENDING, TOKEN);

        assertThat(signIn().subject()).isEqualTo("mia");

        assertThat(shown).containsExactly(new DeviceSignIn.Shown("https://sso.example.org/device", "WDJB-MJHT"));
        assertThat(pauses).extracting(Duration::toSeconds).containsExactly(2L, 2L, 7L, 7L);
    }

    @Test
    void whoAsksForTheTokenProvesToBeWhoBegan() {
        served.says("/realm/token", TOKEN);

        signIn();

        assertThat(served.asked().get(0))
                .startsWith("/realm/device?")
                .contains("code_challenge=", "client_id=cairn-cli");
        assertThat(served.asked().get(1))
                .startsWith("/realm/token?")
                .contains("code_verifier=", "device_code=the%20machine%27s", "grant_type=urn%3Aietf");
    }

    @Test
    void itEndsWhenTheCodeIsNoLongerGoodWhateverTheIssuerSays() {
        served.says("/realm/token", PENDING);

        refused("Nobody typed the code");
        assertThat(pauses).hasSize(15);
    }

    @Test
    void itEndsWhenThePersonSaysNoOrTheIssuerTakesTheCodeBack() {
        served.says("/realm/token", "{\"error\": \"access_denied\"}");
        refused("said no");
        served.says("/realm/token", "{\"error\": \"expired_token\"}");
        refused("Nobody typed the code");
    }

    @Test
    void anIssuerWritesNothingElseOnTheTerminal() {
        served.says("/realm/device", CODE.replace("WDJB", "\\u001b[2J"));

        refused("shows no user_code");
        assertThat(shown).isEmpty();
    }

    private void refused(String why) {
        assertThatExceptionOfType(Failure.class).isThrownBy(this::signIn).withMessageContaining(why);
    }
}
