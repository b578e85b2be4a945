package dev.cairn.audit.log;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param origin the log's name, the first line of its checkpoints, for example {@code cairn.example.com/log}; a log keeps
 *     it for ever
 * @param key what signs checkpoints
 * @param formerKeys verifier keys that signed earlier, as {@code /log/vkey} served them
 * @param interval shortest time from one checkpoint to the next
 * @param anchorInterval shortest time from one anchor to the next
 */
@ConfigurationProperties("cairn.log")
record LogProperties(
        String origin,
        Key key,
        @DefaultValue List<String> formerKeys,
        @DefaultValue("200ms") Duration interval,
        @DefaultValue("1m") Duration anchorInterval) {

    LogProperties {
        if (origin == null || !origin.matches("[!-~&&[^+]]{1,200}")) {
            throw new IllegalArgumentException("cairn.log.origin names the log, for example cairn.example.com/log: 1 to"
                    + " 200 printable ASCII characters without space or '+'; got " + origin);
        }
        if (key == null) {
            key = new Key(null, false, null, null);
        }
        if (interval.isNegative() || anchorInterval.isNegative()) {
            throw new IllegalArgumentException("cairn.log.interval and cairn.log.anchor-interval cannot be negative");
        }
    }

    /**
     * An Ed25519 private key; exactly one of the three.
     *
     * @param file PKCS#8 in PEM, as {@code openssl genpkey -algorithm ed25519} writes it
     * @param create whether a missing file is made, with a new key, readable for its owner only
     * @param pem the same text, for an environment variable
     * @param store a JCA key store, such as a PKCS#11 device
     */
    record Key(
            @Nullable Path file,
            @DefaultValue("false") boolean create,
            @Nullable String pem,
            @Nullable Store store) {

        /** Never shows the key. */
        @Override
        public String toString() {
            return "Key[…]";
        }
    }

    /**
     * @param type of {@link java.security.KeyStore}, for example {@code PKCS11} or {@code PKCS12}
     * @param provider name of the JCA provider; absent for the first that has the type
     * @param file of the store; absent for a device
     * @param password or PIN
     * @param alias which key
     */
    record Store(
            String type,
            @Nullable String provider,
            @Nullable Path file,
            String password,
            String alias) {

        /** Never shows the password. */
        @Override
        public String toString() {
            return "Store[" + type + ", " + alias + "]";
        }
    }
}
