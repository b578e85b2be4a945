package dev.cairn.audit.verification;

import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param stores the event stores to read, by service, each as a role that only reads; a service that is missing here is
 *     verified by its topics alone, and each verification says so
 * @param every how often everything is verified without being asked; nothing is when it is zero
 */
@ConfigurationProperties("cairn.verification")
record VerificationProperties(
        @DefaultValue Map<String, Store> stores,
        @DefaultValue("1h") Duration every) {

    /** @param url JDBC */
    record Store(String url, String username, String password) {
        @Override
        public String toString() {
            return "Store[" + url + "]";
        }
    }
}
