package dev.cairn.audit.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.audit.verification.Findings.Found;
import dev.cairn.events.audit.LogEvent.Finding;
import dev.cairn.test.Clause;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

@Clause("IMM-4")
class FindingsTest {

    private static Found found(List<Finding> all) {
        var findings = new Findings();
        all.forEach(it -> findings.add(it.what(), it.where(), it.problem()));
        return findings.found();
    }

    private static List<Finding> some(int count) {
        List<Finding> some = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            some.add(new Finding("topic", "cairn.registry-%d@%d".formatted(i % 3, i), "It is gone"));
        }
        return some;
    }

    @Test
    void theSameFindingsAreTheSameInWhateverOrderTheyCome() {
        List<Finding> findings = some(1000);
        List<Finding> shuffled = new ArrayList<>(findings);
        Collections.shuffle(shuffled, new Random(7));

        assertThat(found(shuffled)).isEqualTo(found(findings));
        assertThat(found(findings).first()).hasSize(200);
        assertThat(found(findings).total()).isEqualTo(1000);
    }

    @Test
    void whatDiffersBeyondTheFirstTwoHundredDiffersToo() {
        List<Finding> findings = some(1000);
        List<Finding> other = new ArrayList<>(findings);
        other.replaceAll(it ->
                it.where().equals("cairn.registry-2@998") ? new Finding(it.what(), it.where(), "It is another") : it);

        assertThat(found(other).first()).isEqualTo(found(findings).first());
        assertThat(found(other).digest()).isNotEqualTo(found(findings).digest());
    }

    @Test
    void twoOfTheSameDoNotCancelEachOtherOut() {
        List<Finding> twice = Collections.nCopies(2, some(1).get(0));
        List<Finding> others = Collections.nCopies(2, some(2).get(1));

        assertThat(found(twice).first()).hasSize(2);
        assertThat(found(twice).digest()).isNotEqualTo(found(others).digest());
    }
}
