package dev.cairn.cli.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoginFormTest {

    private ServedIssuer served;

    @BeforeEach
    void serve() throws IOException {
        served = new ServedIssuer();
    }

    @AfterEach
    void stop() {
        served.close();
    }

    private HttpResponse<String> page(String html) {
        served.says("/realm/login", html);
        return new IssuerClient().get(served.address("/realm/login"), "text/html");
    }

    @Test
    void theFormSaysWhereItGoesAndWhatItsFieldsAreCalled() {
        var form = LoginForm.in(page("""
                        <form action="/search"><input type="text" name="q"></form>
                        <form id="kc-form-login" onsubmit="return true;" action="/realm/authenticate?code=a&amp;tab=b" method="post">
                          <input tabindex="2" id="username" name="username" value="" type="text" autofocus />
                          <input type="password" id="password" name="password"/>
                          <input type="checkbox" name="rememberMe"> <input type="hidden" name="credentialId" />
                          <input type="submit" name="login" value="Sign In"/>
                        </form>""")).orElseThrow();

        assertThat(form.action()).isEqualTo(served.address("/realm/authenticate?code=a&tab=b"));
        assertThat(form.filled("mia", "secret"))
                .isEqualTo(Map.of("credentialId", "", "username", "mia", "password", "secret"));
    }

    @Test
    void aTokenAgainstForgeryIsSentBackAsItCame() {
        var form = LoginForm.in(page("""
                        <form method='post' action='/login'><input name='user' type='email'><input name='pass' type='password'>
                        <input name='_csrf' type='hidden' value='a&quot;b'></form>""")).orElseThrow();

        assertThat(form.filled("mia", "secret")).containsEntry("_csrf", "a\"b").containsEntry("user", "mia");
    }

    @Test
    void aFormWithoutAnActionGoesToItsOwnPageAndAPageWithoutAPasswordHasNone() {
        assertThat(LoginForm.in(page("<form><input name=\"a\"><input type=\"password\" name=\"b\"></form>"))
                        .orElseThrow()
                        .action())
                .isEqualTo(served.address("/realm/login"));
        assertThat(LoginForm.in(page("<form action='/mail'><input name='address'></form>")))
                .isEmpty();
    }
}
