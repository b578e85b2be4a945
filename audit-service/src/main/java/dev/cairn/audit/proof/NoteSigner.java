package dev.cairn.audit.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.List;

/**
 * Signs notes under a log's name with Ed25519, which gives the same bytes for the same text each time.
 *
 * @param verifier the name, and the public half of the key
 * @param key may live in a device: only its provider touches it
 */
public record NoteSigner(VerifierKey verifier, PrivateKey key) {

    /** @throws IllegalStateException when the key's provider does not sign, or signs what its public half does not confirm */
    public SignedNote sign(String text) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(key);
            signature.update(text.getBytes(UTF_8));
            byte[] bytes = signature.sign();
            if (!verifier.verify(text, bytes)) {
                throw new IllegalStateException("The signing key does not belong to the verifier key " + verifier
                        + ": give both halves of one key pair");
            }
            return new SignedNote(text, List.of(new SignedNote.Signature(verifier.name(), verifier.id(), bytes)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The log's key does not sign: " + e.getMessage(), e);
        }
    }

    /** Never shows the key. */
    @Override
    public String toString() {
        return "NoteSigner[" + verifier + "]";
    }
}
