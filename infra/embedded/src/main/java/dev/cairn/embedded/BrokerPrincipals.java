package dev.cairn.embedded;

import java.util.Map;
import java.util.stream.Collectors;

/**
 * Who may sign in to an embedded broker (SASL PLAIN over loopback), and the one who may set it up.
 *
 * @param administrator may do everything; meant for making topics and rights, not for a service
 * @param passwords by principal, the administrator's included; letters, digits and '-' only
 */
public record BrokerPrincipals(String administrator, Map<String, String> passwords) {

    public BrokerPrincipals {
        passwords = Map.copyOf(passwords);
        if (!passwords.containsKey(administrator)) {
            throw new IllegalArgumentException("The administrator " + administrator + " has no password");
        }
        passwords.forEach((principal, password) -> {
            if (!principal.matches("[a-z][a-z0-9-]*") || !password.matches("[A-Za-z0-9-]{16,}")) {
                throw new IllegalArgumentException("The principal " + principal
                        + " or its password has characters that the broker cannot be told");
            }
        });
    }

    /** Sign-in and rights for both listeners; the broker itself is the administrator. */
    Map<String, String> brokerSettings() {
        String users = passwords.entrySet().stream()
                .map(entry -> "user_%s=\"%s\"".formatted(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(" "));
        String login = loginModule(administrator, users);
        return Map.of(
                "listener.security.protocol.map", "BROKER:SASL_PLAINTEXT,CONTROLLER:SASL_PLAINTEXT",
                "sasl.enabled.mechanisms", "PLAIN",
                "sasl.mechanism.inter.broker.protocol", "PLAIN",
                "sasl.mechanism.controller.protocol", "PLAIN",
                "listener.name.broker.plain.sasl.jaas.config", login,
                "listener.name.controller.plain.sasl.jaas.config", login,
                "listener.name.controller.sasl.enabled.mechanisms", "PLAIN",
                "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                "super.users", "User:" + administrator);
    }

    /** What a client needs to sign in as {@code principal}. */
    public Map<String, String> clientSettings(String principal) {
        return Map.of(
                "security.protocol", "SASL_PLAINTEXT",
                "sasl.mechanism", "PLAIN",
                "sasl.jaas.config", loginModule(principal, ""));
    }

    private String loginModule(String principal, String users) {
        String password = passwords.get(principal);
        if (password == null) {
            throw new IllegalArgumentException("The broker knows no principal " + principal);
        }
        return "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%s\" password=\"%s\" %s;"
                .formatted(principal, password, users);
    }

    /** Never shows a password. */
    @Override
    public String toString() {
        return "BrokerPrincipals" + passwords.keySet();
    }
}
