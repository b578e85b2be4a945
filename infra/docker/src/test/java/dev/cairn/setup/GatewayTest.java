package dev.cairn.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

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

    @Test
    void opensNothingOfTheIssuerButWhatPeopleSignInWith() {
        assertThat(configuration)
                .contains("^/id/(realms/cairn|resources)/")
                .doesNotContain("/id/admin", "realms/master");
    }
}
