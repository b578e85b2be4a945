package dev.cairn.acceptance.clauses;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.acceptance.clauses.Requirement.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Holds docs/requirements.md and the tests together, and writes target/clauses.md: which test proves what. */
class ClausesTest {

    private static final Path CHECKOUT = Path.of("").toAbsolutePath().getParent();

    private static List<Requirement> requirements = List.of();
    private static Map<String, List<Proof>> proofs = Map.of();

    @BeforeAll
    static void read() throws IOException {
        requirements = Requirement.all(CHECKOUT);
        proofs = Proof.all(CHECKOUT).stream().collect(groupingBy(Proof::clause));
    }

    @Test
    void every_clause_stands_once() {
        assertThat(requirements)
                .extracting(Requirement::clause)
                .doesNotHaveDuplicates()
                .hasSizeGreaterThan(100);
    }

    @Test
    void no_test_names_a_clause_that_does_not_exist() {
        assertThat(requirements).extracting(Requirement::clause).containsAll(proofs.keySet());
    }

    @Test
    void what_holds_all_or_in_part_is_proved_by_a_test() {
        assertThat(requirements)
                .filteredOn(requirement -> requirement.state() != State.NOT_YET)
                .allMatch(requirement -> proofs.containsKey(requirement.clause()), "has a proof");
    }

    @Test
    void what_tests_prove_is_not_called_missing() {
        assertThat(requirements)
                .filteredOn(requirement -> requirement.state() == State.NOT_YET)
                .noneMatch(requirement -> proofs.containsKey(requirement.clause()));
    }

    @Test
    void what_holds_in_part_says_what_is_missing() {
        assertThat(requirements)
                .filteredOn(requirement -> requirement.state() == State.PARTLY)
                .noneMatch(requirement -> requirement.remark().isEmpty());
    }

    @AfterAll
    static void report() throws IOException {
        String missing = requirements.stream()
                .map(Requirement::clause)
                .filter(clause -> !proofs.containsKey(clause))
                .collect(joining(", "));
        String table = requirements.stream()
                .filter(requirement -> proofs.containsKey(requirement.clause()))
                .map(ClausesTest::row)
                .collect(joining("\n"));
        Files.createDirectories(Path.of("target"));
        Files.writeString(Path.of("target/clauses.md"), """
                # Which test proves which clause

                | clause | what must hold | state | proved by |
                |---|---|---|---|
                %s

                Without a proof: %s
                """.formatted(table, missing));
        System.out.println("Clauses without a proof: " + missing + "; target/clauses.md has the proofs of the others");
    }

    private static String row(Requirement requirement) {
        String proved = proofs.get(requirement.clause()).stream()
                .map(proof -> proof.module() + " `" + proof.testClass() + "` " + proof.test())
                .collect(joining("<br>"));
        return "| %s | %s | %s | %s |"
                .formatted(requirement.clause(), requirement.title(), requirement.state(), proved);
    }
}
