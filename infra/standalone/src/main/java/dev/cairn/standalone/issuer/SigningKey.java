package dev.cairn.standalone.issuer;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.cairn.embedded.SecretFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.UUID;

/** The key that tokens are signed with, as a JWK (RFC 7517) in a file that only its owner reads. */
final class SigningKey {

    private SigningKey() {}

    /** The key in {@code file}; made at first use, so that tokens outlive a restart. */
    static RSAKey in(Path file) {
        try {
            if (Files.exists(file)) {
                return RSAKey.parse(Files.readString(file));
            }
            RSAKey made = new RSAKeyGenerator(2048)
                    .keyID(UUID.randomUUID().toString())
                    .generate();
            SecretFile.write(file, made.toJSONString());
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException("The issuer's key in " + file + " cannot be used: " + e.getMessage(), e);
        } catch (ParseException | JOSEException e) {
            throw new IllegalStateException("The issuer's key in " + file + " is no RSA key: " + e.getMessage(), e);
        }
    }
}
