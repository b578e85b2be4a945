package dev.cairn.setup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.cairn.test.tls.Authority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatewayTest {

    private final String configuration = Files.readString(Compose.TOP.resolve("infra/gateway/nginx.conf"));

    GatewayTest() throws IOException {}

    @Test
    void hasAPrefixForEachServiceAndLeadsToItsPort() {
        Map<String, String> places = new TreeMap<>();
        Pattern.compile("(?m)^ +([a-z]+) +([a-z]+:\\d+);$")
                .matcher(configuration)
                .results()
                .forEach(place -> places.put(place.group(1), place.group(2)));

        assertThat(places).containsOnlyKeys(Compose.CAIRN);
        assertThat(places).allSatisfy((prefix, place) -> {
            String port =
                    Compose.read().map(prefix, "build").get("args").toString().replaceAll("(?s).*PORT=(\\d+).*", "$1");
            assertThat(place).isEqualTo(prefix + ":" + port);
        });
        assertThat(configuration).contains("^/(?<service>" + String.join("|", Compose.CAIRN) + ")/");
    }

    @Test
    void letsBytesThroughAndKeepsNoneOfThem() {
        assertThat(configuration)
                .contains("client_max_body_size 0;", "proxy_request_buffering off;", "proxy_buffering off;");
    }

    @Test
    void believesNobodyWhoSaysWhereARequestCameFrom() {
        assertThat(configuration)
                .contains("X-Forwarded-For $remote_addr;", "X-Forwarded-Prefix $prefix;", "Forwarded \"\";")
                .doesNotContain("$proxy_add_x_forwarded_for");
    }

    /** With {@code -Dcairn.test.nginx=PATH}, by a real nginx; skipped where that peer is missing. */
    @Test
    void endsTlsWithTheLinesThatThePageAdds(@TempDir Path directory) throws Exception {
        String nginx = System.getProperty("cairn.test.nginx");
        assumeThat(nginx).as("nginx is not on this machine").isNotNull();
        String page = Files.readString(Compose.TOP.resolve("docs/deployment.md"));
        String lines = block(page, "nginx");
        assertThat(block(page, "yaml")).contains("443:8443", "./infra/gateway/tls:/etc/nginx/tls:ro");
        new Authority(directory, "company").sign("tls", "cairn.example.com");
        Path configured = Files.writeString(
                directory.resolve("nginx.conf"),
                configuration
                        .replace("/tmp/", directory + "/")
                        .replace("    listen 8080;\n", "    listen 8080;\n" + lines)
                        .replace("/etc/nginx/tls", directory.toString()));
        assertThat(configured).content().contains("listen 8443 ssl;");

        var check = new ProcessBuilder(
                        nginx, "-t", "-e", "stderr", "-p", directory.toString(), "-c", configured.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(check.getInputStream().readAllBytes(), UTF_8);

        assertThat(check.waitFor()).as(said).isZero();
    }

    private static String block(String page, String language) {
        var block =
                Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(page);
        assertThat(block.find())
                .as("docs/deployment.md has a block of " + language)
                .isTrue();
        return block.group(1);
    }

    @Test
    void opensNothingOfTheIssuerButWhatPeopleSignInWith() {
        assertThat(configuration)
                .contains("^/id/(realms/cairn|resources)/")
                .doesNotContain("/id/admin", "realms/master");
    }
}
