package dev.cairn.standalone.issuer;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who can sign in at the standalone. Passwords and secrets are the name and {@code -demo}: this is no place for secrets. */
final class DemoAccounts {

    static final List<Account> PEOPLE = List.of(
            new Account("mia", List.of("ml-engineer"), null),
            new Account("max", List.of("ml-engineer"), null),
            new Account("gus", List.of("governance"), null),
            new Account("gina", List.of("governance"), null),
            new Account("lea", List.of("approver:ml"), null),
            new Account("rolf", List.of("approver:risk"), null),
            new Account("dan", List.of("deployer"), null),
            new Account("ada", List.of("auditor"), null),
            new Account("olga", List.of("admin"), null));

    static final List<Account> MACHINES = List.of(
            new Account("ci-pipeline", List.of("ml-engineer"), "mia"),
            new Account("cluster", List.of("deployer"), "dan"),
            new Account("ops-agent", List.of("admin"), "olga"));

    private DemoAccounts() {}

    /** @param owner the person answerable for a machine; absent for people */
    record Account(
            String name, List<String> roles, @Nullable String owner) {
        String password() {
            return name + "-demo";
        }
    }

    static Optional<Account> find(String name) {
        return Stream.concat(PEOPLE.stream(), MACHINES.stream())
                .filter(account -> account.name().equals(name))
                .findFirst();
    }
}
