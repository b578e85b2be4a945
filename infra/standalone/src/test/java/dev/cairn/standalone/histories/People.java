package dev.cairn.standalone.histories;

import dev.cairn.test.TestTokens;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Who acts in histories. All have just signed in. */
public final class People {

    /** Makes the models and their versions, and now and then asks for a promotion. */
    static final String MAKER = "max";

    static final String REQUESTER = "mia";
    static final String TRADE = "lea";
    static final String RISK = "rolf";

    private static final List<String> ALL = List.of(MAKER, REQUESTER, TRADE, RISK);

    private final Map<String, String> tokens = new HashMap<>();
    private final List<String> governors;
    private final List<String> deployers;

    private People(UnaryOperator<String> signIn, List<String> governors, List<String> deployers) {
        this.governors = governors;
        this.deployers = deployers;
        Stream.of(ALL, governors, deployers)
                .flatMap(List::stream)
                .distinct()
                .forEach(person -> tokens.put(person, signIn.apply(person)));
    }

    /** Few who all may do everything, so that nothing but the rules on who did what keeps one from deciding alone. */
    static People ofAllRoles() {
        return new People(
                person -> TestTokens.signedIn(
                        Instant.now(), person, "ml-engineer", "approver:ml", "approver:risk", "deployer", "governance"),
                ALL,
                ALL);
    }

    /** Those whom a standalone knows, each with one role. */
    public static People ofOneRoleEach(UnaryOperator<String> signIn) {
        return new People(signIn, List.of("gus", "gina"), List.of("dan"));
    }

    String token(String person) {
        return Objects.requireNonNull(tokens.get(person), person);
    }

    /** Two or more, for what one proposes another adopts. */
    List<String> governors() {
        return governors;
    }

    String governor(Random random) {
        return any(governors, random);
    }

    String deployer(Random random) {
        return any(deployers, random);
    }

    String any(Random random) {
        return any(ALL, random);
    }

    private static String any(List<String> of, Random random) {
        return of.get(random.nextInt(of.size()));
    }
}
