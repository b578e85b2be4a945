package dev.cairn.acceptance.system;

import java.util.HashMap;
import java.util.Map;

/** How Kafka is reached. */
public final class Kafka {

    private Kafka() {}

    /** What a client needs to sign in as {@code principal}: the name of a service, whose password its operator has. */
    public static Map<String, Object> settings(RunningCairn cairn, String principal) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", cairn.kafka());
        settings.put("security.protocol", "SASL_PLAINTEXT");
        settings.put("sasl.mechanism", "PLAIN");
        settings.put(
                "sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%s\" password=\"%s\";"
                        .formatted(principal, cairn.secret("kafka." + principal)));
        return settings;
    }
}
