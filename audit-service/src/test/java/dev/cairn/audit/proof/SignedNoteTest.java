package dev.cairn.audit.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedNoteTest {

    /** The public key of RFC 8032, section 7.1, test 1. */
    private static final String RFC_8032_KEY = "log.example+c9a4c4f9+AddamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea";

    private static NoteSigner signer(String name) {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            return new NoteSigner(VerifierKey.of(name, pair.getPublic()), pair.getPrivate());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aSignedCheckpointIsReadBackAndHolds() {
        NoteSigner signer = signer("log.example");
        var checkpoint = new Checkpoint("log.example", 3, MerkleTree.leafHash(new byte[0]));
        SignedNote note = SignedNote.parse(signer.sign(checkpoint.text()).toString());
        assertThat(note.signedBy(List.of(signer.verifier()))).contains(signer.verifier());
        assertThat(Checkpoint.parse(note.text())).isEqualTo(checkpoint);
    }

    @Test
    void afterARotationOldSignaturesHoldUnderTheOldKey() {
        NoteSigner old = signer("log.example");
        NoteSigner current = signer("log.example");
        SignedNote note = old.sign("log.example\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n");
        assertThat(note.signedBy(List.of(current.verifier(), old.verifier()))).contains(old.verifier());
        assertThat(note.signedBy(List.of(current.verifier()))).isEmpty();
    }

    @Test
    void aBrokenSignatureOfAKnownKeyInvalidatesTheNoteEvenBesideAGoodOne() {
        NoteSigner good = signer("log.example");
        NoteSigner other = signer("witness.example");
        SignedNote note = good.sign("a text\n");
        List<SignedNote.Signature> both = new ArrayList<>(note.signatures());
        both.addAll(other.sign("another text\n").signatures());
        var mixed = new SignedNote("a text\n", both);
        assertThat(mixed.signedBy(List.of(good.verifier()))).contains(good.verifier());
        assertThat(mixed.signedBy(List.of(good.verifier(), other.verifier()))).isEmpty();
    }

    @Test
    void aVerifierKeyIsWrittenAsItIsRead() {
        VerifierKey key = signer("log.example").verifier();
        assertThat(VerifierKey.parse(key.toString())).isEqualTo(key);
        assertThat(VerifierKey.parse(key + "\n")).isEqualTo(key);
    }

    @Test
    void aVerifierKeyWithAWrongIdOrAnotherAlgorithmIsRefused() {
        String text = signer("log.example").verifier().toString();
        assertThatThrownBy(() -> VerifierKey.parse(RFC_8032_KEY)).hasMessageContaining("not c9a4c4f9");
        assertThatThrownBy(() -> VerifierKey.parse("log.example+00000000+AgAA")).hasMessageContaining("not an Ed25519");
        assertThatThrownBy(() -> VerifierKey.parse(text.substring(0, text.indexOf('+'))))
                .hasMessageContaining("<name>+<id>+<base64>");
    }

    @Test
    void halvesOfTwoKeyPairsAreFoundAtTheFirstSignature() {
        NoteSigner one = signer("log.example");
        NoteSigner two = signer("log.example");
        assertThatThrownBy(() -> new NoteSigner(one.verifier(), two.key()).sign("text\n"))
                .hasMessageContaining("both halves of one key pair");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text\n",
                "text\n\n",
                "text\n\nno signature\n",
                "text\n\n— name\n",
                "text\n\n— name AAAA\n",
                "te\u0000xt\n\n— name AAAAAAAA\n",
                "text\n\n— name AAAAAAAA"
            })
    void whatIsNoSignedNoteIsRefused(String note) {
        assertThatThrownBy(() -> SignedNote.parse(note)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "origin\n1\n", "origin\n-1\nAAAA\n", "origin\n01\nAAAA\n", "origin\n1\nAAAA\n"})
    void whatIsNoCheckpointIsRefused(String text) {
        assertThatThrownBy(() -> Checkpoint.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
