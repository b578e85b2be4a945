package dev.cairn.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The realm that Keycloak is started with; that it says what the standalone's issuer says is told by a test there. */
class RealmTest {

    private final JsonNode realm =
            new JsonMapper().readTree(Files.readString(Compose.TOP.resolve("infra/keycloak/cairn-realm.json")));

    RealmTest() throws IOException {}

    @Test
    void letsTheCommandSignPeopleInWithoutASecret() {
        JsonNode command = client("cairn-cli");

        assertThat(command.path("publicClient").asBoolean()).isTrue();
        assertThat(command.path("standardFlowEnabled").asBoolean()).isTrue();
        assertThat(command.path("directAccessGrantsEnabled").asBoolean())
                .as("nobody gives their password to a program")
                .isFalse();
        assertThat(command.path("redirectUris").values())
                .extracting(JsonNode::asString)
                .containsExactly("http://127.0.0.1/callback");
        assertThat(command.at("/attributes/pkce.code.challenge.method").asString())
                .isEqualTo("S256");
        assertThat(command.at("/attributes/oauth2.device.authorization.grant.enabled")
                        .asString())
                .isEqualTo("true");
    }

    @Test
    void saysInATokenWhatCairnReads() {
        Map<String, String> claims = new TreeMap<>();
        for (JsonNode mapper : realm.path("clientScopes").path(0).path("protocolMappers")) {
            JsonNode config = mapper.path("config");
            assertThat(config.path("access.token.claim").asString())
                    .as(mapper.toString())
                    .isEqualTo("true");
            claims.put(
                    mapper.path("protocolMapper").asString(),
                    config.path("claim.name").asString());
        }

        assertThat(claims)
                .containsEntry("oidc-usermodel-client-role-mapper", "roles")
                .containsEntry("oidc-usersessionmodel-note-mapper", "auth_time")
                .containsKeys("oidc-audience-mapper", "oidc-sub-mapper", "oidc-acr-mapper");
        for (JsonNode client : realm.path("clients")) {
            if (!client.path("clientId").asString().equals("cairn")) {
                assertThat(client.path("defaultClientScopes").values())
                        .extracting(JsonNode::asString)
                        .containsExactly("cairn");
            }
        }
    }

    @Test
    void givesPasswordsToDemoAccountsOnly() {
        assertThat(realm.path("users").values())
                .filteredOn(user -> user.has("credentials"))
                .isNotEmpty()
                .allSatisfy(user -> assertThat(user.at("/credentials/0/value").asString())
                        .isEqualTo(user.path("username").asString() + "-demo"));
        assertThat(realm.path("displayName").asString()).contains("demo");
    }

    private JsonNode client(String id) {
        return StreamSupport.stream(realm.path("clients").spliterator(), false)
                .filter(client -> client.path("clientId").asString().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
