package dev.cairn.standalone.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.events.EventCodec;
import dev.cairn.platform.identity.Role;
import dev.cairn.test.Clause;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The realm for Keycloak knows whom the standalone's own issuer knows, and says the same of them. */
class RealmTest {

    private static final JsonNode REALM =
            EventCodec.json().readTree(Path.of("../keycloak/cairn-realm.json").toFile());

    @Test
    @Clause("ACL-1")
    void hasTheRolesThatTheServicesRead() {
        Stream<String> roles = Stream.of(Role.values()).map(Role::claim);

        assertThat(REALM.at("/roles/client/cairn").values())
                .extracting(role -> role.path("name").asString())
                .containsExactlyInAnyOrderElementsOf(Stream.concat(roles, Stream.of("approver:ml", "approver:risk"))
                        .toList());
    }

    @Test
    void hasTheSamePeopleWithTheSamePasswordsAndRoles() {
        assertThat(DemoAccounts.PEOPLE).allSatisfy(person -> {
            JsonNode user = entry("users", "username", person.name());
            assertThat(user.path("id").asString()).as("becomes sub").isEqualTo(person.name());
            assertThat(user.at("/credentials/0/value").asString()).isEqualTo(person.password());
            assertThat(roles(user)).isEqualTo(person.roles());
        });
        assertThat(REALM.path("users").values()).hasSize(DemoAccounts.PEOPLE.size() + DemoAccounts.MACHINES.size());
    }

    @Test
    @Clause("ACL-4")
    void hasTheSameMachinesEachWithItsOwner() {
        assertThat(DemoAccounts.MACHINES).allSatisfy(machine -> {
            JsonNode client = entry("clients", "clientId", machine.name());
            assertThat(client.path("secret").asString()).isEqualTo(machine.password());
            assertThat(client.path("serviceAccountsEnabled").asBoolean()).isTrue();
            assertThat(client.at("/protocolMappers/0/config/claim.name").asString())
                    .isEqualTo("owner");
            assertThat(client.at("/protocolMappers/0/config/claim.value").asString())
                    .isEqualTo("${CAIRN_ISSUER}#" + Objects.requireNonNull(machine.owner()));
            JsonNode account = entry("users", "serviceAccountClientId", machine.name());
            assertThat(account.path("id").asString()).as("becomes sub").isEqualTo(machine.name());
            assertThat(roles(account)).isEqualTo(machine.roles());
        });
    }

    private static List<String> roles(JsonNode user) {
        return user.at("/clientRoles/cairn").values().stream()
                .map(JsonNode::asString)
                .toList();
    }

    private static JsonNode entry(String list, String key, String value) {
        return REALM.path(list).values().stream()
                .filter(entry -> entry.path(key).asString().equals(value))
                .findFirst()
                .orElseThrow(() -> new AssertionError("The realm has no " + value + " in " + list));
    }
}
