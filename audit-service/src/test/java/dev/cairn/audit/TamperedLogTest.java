package dev.cairn.audit;

import static dev.cairn.audit.TamperedSystem.AUDIT;
import static dev.cairn.audit.TamperedSystem.EVENTS;
import static dev.cairn.audit.TamperedSystem.altered;
import static dev.cairn.audit.TamperedSystem.anchors;
import static dev.cairn.audit.TamperedSystem.auditSql;
import static dev.cairn.audit.TamperedSystem.awaitRest;
import static dev.cairn.audit.TamperedSystem.checkpoint;
import static dev.cairn.audit.TamperedSystem.clean;
import static dev.cairn.audit.TamperedSystem.deleted;
import static dev.cairn.audit.TamperedSystem.findings;
import static dev.cairn.audit.TamperedSystem.flipped;
import static dev.cairn.audit.TamperedSystem.foundAfter;
import static dev.cairn.audit.TamperedSystem.head;
import static dev.cairn.audit.TamperedSystem.index;
import static dev.cairn.audit.TamperedSystem.more;
import static dev.cairn.audit.TamperedSystem.number;
import static dev.cairn.audit.TamperedSystem.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.audit.proof.Checkpoint;
import dev.cairn.audit.proof.MerkleTree;
import dev.cairn.audit.proof.NoteSigner;
import dev.cairn.events.EventCodec;
import dev.cairn.test.Clause;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a verification finds when somebody alters the log itself. */
@Clause({"IMM-3", "IMM-4", "AUD-2"})
class TamperedLogTest {

    /** What was altered is put back by each test: from then on nothing is found any more. */
    @AfterEach
    void nothingIsFoundOnceItIsPutBack() {
        clean();
    }

    @Test
    void tilesThatWereAlteredOrAreGoneAreNamed() {
        assertThat(findings(foundAfter(flipped(object("tile/0/000"))))).containsExactly("tile 0/000");
        assertThat(findings(foundAfter(deleted(object("tile/0/001"))))).containsExactly("tile 0/001");
        JsonNode bundle = foundAfter(flipped(object("tile/entries/001")));
        assertThat(findings(bundle)).containsExactly("tile entries/001");
        assertThat(bundle.path("lastGoodSize").asLong()).isBetween(256L, 511L);
        assertThat(findings(foundAfter(deleted(object("tile/entries/000"))))).containsExactly("tile entries/000");
        assertThat(findings(foundAfter(altered(object("tile/entries/000"), new byte[] {1, 2, 3}))))
                .containsExactly("tile entries/000");
    }

    @Test
    void aBundleAlteredTogetherWithItsTileIsTold() throws IOException {
        byte[] bundle = Files.readAllBytes(object("tile/entries/000"));
        byte[] tile = Files.readAllBytes(object("tile/0/000"));
        bundle[2 + 34 * 7] ^= 1;
        byte[] forged = Arrays.copyOfRange(bundle, 2 + 34 * 7, 34 + 34 * 7);
        System.arraycopy(MerkleTree.leafHash(forged), 0, tile, 32 * 7, 32);
        TamperedSystem.Undo entries = altered(object("tile/entries/000"), bundle);
        TamperedSystem.Undo hashes = altered(object("tile/0/000"), tile);

        JsonNode verification = foundAfter(() -> {
            entries.close();
            hashes.close();
        });

        assertThat(findings(verification)).containsExactlyInAnyOrder("tile entries/000", "tile 0/000");
        assertThat(verification.path("lastGoodSize").asLong())
                .as("not before entry 7")
                .isLessThanOrEqualTo(7);
    }

    @Test
    void aHeadThatWasAlteredIsNamed() throws IOException {
        String name = "log/head/" + head().getFileName();
        awaitRest();
        assertThat(findings(foundAfter(flipped(head())))).containsExactly("checkpoint " + name);
        awaitRest();
        String content = Files.readString(head());
        String resigned = content.replaceFirst("\\\\n\\d+\\\\n", "\\\\\\\\n1\\\\\\\\n");
        assertThat(resigned).isNotEqualTo(content);
        assertThat(findings(foundAfter(altered(head(), resigned.getBytes(StandardCharsets.UTF_8)))))
                .containsExactly("checkpoint " + name);
    }

    @Test
    void aHeadWhoseSignatureHoldsButWhoseEntriesWereAlteredIsNamed() throws IOException {
        awaitRest();
        while (tail(head()).length == 0) {
            more(1);
            awaitRest();
        }
        Path head = head();
        byte[] tail = tail(head);
        tail[tail.length - 1] ^= 1;
        ObjectNode forged = (ObjectNode) EventCodec.json().readTree(Files.readAllBytes(head));
        forged.put("entries", tail);

        JsonNode verification = foundAfter(altered(head, EventCodec.json().writeValueAsBytes(forged)));

        assertThat(findings(verification)).containsExactly("checkpoint log/head/" + head.getFileName());
        assertThat(verification.path("lastGoodSize").asLong() % 256)
                .as("the entry from which on it may differ")
                .isZero();
    }

    private static byte[] tail(Path head) throws IOException {
        return EventCodec.json()
                .readTree(Files.readAllBytes(head))
                .path("entries")
                .binaryValue();
    }

    @Test
    void anchorsThatWereAlteredOrAreGoneAreNamed() {
        List<Path> anchors = anchors();
        Path newest = anchors.get(anchors.size() - 1);
        Path older = anchors.get(1);

        assertThat(findings(foundAfter(deleted(newest)))).containsExactly("anchor log/anchors/" + number(newest));
        assertThat(findings(foundAfter(deleted(older)))).containsExactly("anchor log/anchors/" + number(older));
        assertThat(findings(foundAfter(flipped(older))))
                .isNotEmpty()
                .allMatch(it -> it.equals("anchor log/anchors/" + number(older)));
        assertThat(findings(foundAfter(altered(older, "rubbish".getBytes(StandardCharsets.UTF_8)))))
                .containsExactly("anchor log/anchors/" + number(older));
    }

    @Test
    void anAnchorThatTheHolderOfTheKeyForgesIsNamed() {
        Path older = anchors().get(1);
        Checkpoint anchored = checkpoint(older);
        var forged = new Checkpoint(AuditSystem.ORIGIN, anchored.size(), new byte[32]);
        byte[] note =
                AUDIT.bean(NoteSigner.class).sign(forged.text()).toString().getBytes(StandardCharsets.UTF_8);

        JsonNode verification = foundAfter(altered(older, note));

        assertThat(findings(verification))
                .isNotEmpty()
                .allMatch(it -> it.equals("anchor log/anchors/" + number(older)));
        assertThat(verification.findValuesAsString("problem").toString()).contains("give another root");
    }

    @Test
    void rowsOfTheLogThatWereAlteredOrAreGoneAreNamed() {
        long index = index(EVENTS.get(50));
        String hash = "select encode(hash, 'hex') from log.entry where index = " + index;
        String before = AUDIT.jdbc().sql(hash).query(String.class).single();

        assertThat(findings(foundAfter(auditSql(
                        "update log.entry set hash = sha256('x') where index = " + index,
                        "update log.entry set hash = '\\x" + before + "' where index = " + index))))
                .containsExactly("log-row log.entry " + index);
    }
}
