package dev.cairn.audit.log;

import dev.cairn.audit.proof.NoteSigner;
import dev.cairn.audit.proof.VerifierKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Objects;
import java.util.stream.Stream;

/** Finds the log's key where the configuration says. */
final class SigningKeys {

    private SigningKeys() {}

    /** @throws IllegalStateException when there is no such key, or it does not sign with Ed25519 */
    static NoteSigner signer(String origin, LogProperties.Key key) {
        long named = Stream.of(key.file(), key.pem(), key.store())
                .filter(Objects::nonNull)
                .count();
        if (named != 1) {
            throw new IllegalStateException(
                    "The log needs one key: set exactly one of cairn.log.key.file, .pem and .store");
        }
        try {
            NoteSigner signer = key.store() != null
                    ? fromStore(origin, key.store())
                    : fromPem(origin, key.pem() != null ? key.pem() : read(Objects.requireNonNull(key.file()), key));
            signer.sign("is this a key pair?\n");
            return signer;
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalStateException("The log's key cannot be used: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("The log's key cannot be read: " + e.getMessage(), e);
        }
    }

    private static String read(Path file, LogProperties.Key key) throws IOException, GeneralSecurityException {
        if (key.create() && !Files.exists(file)) {
            create(file);
        }
        return Files.readString(file);
    }

    /** Complete and synced, or not there: a half-written key would be a new one at the next start. */
    private static void create(Path file) throws IOException, GeneralSecurityException {
        byte[] key = KeyPairGenerator.getInstance("Ed25519")
                .generateKeyPair()
                .getPrivate()
                .getEncoded();
        Path directory = Files.createDirectories(file.toAbsolutePath().getParent());
        Path beside = Files.createTempFile(
                directory,
                "key",
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        String pem = "-----BEGIN PRIVATE KEY-----\n" + Base64.getEncoder().encodeToString(key)
                + "\n-----END PRIVATE KEY-----\n";
        try (var channel = FileChannel.open(beside, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(pem.getBytes(StandardCharsets.US_ASCII)));
            channel.force(true);
        }
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
        try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static NoteSigner fromPem(String origin, String pem) throws GeneralSecurityException {
        String base64 = pem.replaceAll("-----(BEGIN|END) PRIVATE KEY-----", "").replaceAll("\\s", "");
        var spec = new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64));
        PrivateKey key = KeyFactory.getInstance("Ed25519").generatePrivate(spec);
        return new NoteSigner(VerifierKey.of(origin, publicHalf((EdECPrivateKey) key)), key);
    }

    /** Java makes a key pair from 32 random bytes and nothing else; given the private key's, it makes the same pair. */
    private static PublicKey publicHalf(EdECPrivateKey key) throws GeneralSecurityException {
        byte[] seed = key.getBytes().orElseThrow();
        var pair = KeyPairGenerator.getInstance("Ed25519");
        pair.initialize(NamedParameterSpec.ED25519, new SecureRandom() {
            @Override
            public void nextBytes(byte[] bytes) {
                System.arraycopy(seed, 0, bytes, 0, seed.length);
            }
        });
        return pair.generateKeyPair().getPublic();
    }

    private static NoteSigner fromStore(String origin, LogProperties.Store settings)
            throws GeneralSecurityException, IOException {
        KeyStore store = settings.provider() == null
                ? KeyStore.getInstance(settings.type())
                : KeyStore.getInstance(settings.type(), settings.provider());
        char[] password = settings.password().toCharArray();
        if (settings.file() == null) {
            store.load(null, password);
        } else {
            try (InputStream content = Files.newInputStream(settings.file())) {
                store.load(content, password);
            }
        }
        if (!(store.getKey(settings.alias(), password) instanceof PrivateKey key)) {
            throw new GeneralSecurityException("the key store has no private key '" + settings.alias() + "'");
        }
        PublicKey half = store.getCertificate(settings.alias()).getPublicKey();
        return new NoteSigner(VerifierKey.of(origin, half), key);
    }
}
