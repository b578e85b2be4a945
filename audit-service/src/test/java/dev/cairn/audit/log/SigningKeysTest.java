package dev.cairn.audit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.audit.log.LogProperties.Key;
import dev.cairn.audit.log.LogProperties.Store;
import dev.cairn.audit.proof.NoteSigner;
import dev.cairn.audit.proof.SignedNote;
import dev.cairn.test.Clause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

@Clause("AUD-2")
class SigningKeysTest {

    /** The first test vector of RFC 8032, as openssl would write it. */
    private static final String PEM = """
            -----BEGIN PRIVATE KEY-----
            MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g
            -----END PRIVATE KEY-----
            """;

    private static final String PUBLIC_HALF = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";

    @TempDir
    private Path directory;

    private static Key pem(String pem) {
        return new Key(null, false, pem, null);
    }

    private static NoteSigner signs(Key key) {
        NoteSigner signer = SigningKeys.signer("log.test/keys", key);
        SignedNote note = signer.sign("a text\n");
        assertThat(note.signedBy(List.of(signer.verifier()))).contains(signer.verifier());
        assertThat(signer.toString() + key).doesNotContain("MC4C", "secret");
        return signer;
    }

    @Test
    void aKeyInPemHasThePublicHalfThatBelongsToIt() {
        assertThat(signs(pem(PEM)).verifier().publicKey()).asHexString().isEqualToIgnoringCase(PUBLIC_HALF);
    }

    @Test
    void aMissingFileIsMadeOnlyIfAskedForAndOnlyForItsOwner() throws IOException {
        Path file = directory.resolve("keys/log.pem");
        assertThatThrownBy(() -> SigningKeys.signer("log.test/keys", new Key(file, false, null, null)))
                .hasMessageContaining("cannot be read");

        NoteSigner made = signs(new Key(file, true, null, null));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(signs(new Key(file, true, null, null)).verifier())
                .as("it is made once")
                .isEqualTo(made.verifier());
    }

    @Test
    void aKeyInAKeyStoreSigns() throws Exception {
        Path file = directory.resolve("log.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "Ed25519",
                        "-alias",
                        "log",
                        "-dname",
                        "CN=log",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        "secret-of-a-test")
                .redirectErrorStream(true)
                .start();
        assertThat(keytool.waitFor())
                .as(new String(keytool.getInputStream().readAllBytes()))
                .isZero();

        signs(store(file, "log"));

        assertThatThrownBy(() -> SigningKeys.signer("log.test/keys", store(file, "another")))
                .hasMessageContaining("no private key 'another'");
    }

    private static Key store(Path file, String alias) {
        return new Key(null, false, null, new Store("PKCS12", null, file, "secret-of-a-test", alias));
    }

    @Test
    void noKeyOrTwoKeysAreRefusedBeforeAnythingIsSigned() {
        for (Key key : List.of(
                new Key(null, false, null, null),
                new Key(directory.resolve("x"), false, PEM, null),
                pem(" "),
                pem("no"))) {
            assertThatThrownBy(() -> SigningKeys.signer("log.test/keys", key))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("key");
        }
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "two words", "a+b", "line\nend", "ö"})
    void aNameThatNoLogCanHaveIsRefused(@Nullable String origin) {
        assertThatThrownBy(() ->
                        new LogProperties(origin, pem(PEM), List.of(), Duration.ofMillis(200), Duration.ofMinutes(1)))
                .hasMessageContaining("cairn.log.origin");
    }
}
