package dev.cairn.kafka;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;

/** Who signs in to a cluster by SASL/SCRAM-SHA-512; the brokers keep a salted hash of each password (RFC 5802). */
public final class Users {

    /** Rounds of hashing; Kafka takes no fewer than 4,096 and no more than 16,384. */
    private static final int ITERATIONS = 8_192;

    private Users() {}

    /**
     * Users that are missing are made, those who are there get these passwords.
     *
     * @param passwords by user
     */
    public static void establish(Admin admin, Map<String, String> passwords)
            throws ExecutionException, InterruptedException {
        var credential = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, ITERATIONS);
        Stream<UserScramCredentialAlteration> users = passwords.entrySet().stream()
                .map(user -> new UserScramCredentialUpsertion(user.getKey(), credential, user.getValue()));
        admin.alterUserScramCredentials(users.toList()).all().get();
    }
}
