package dev.cairn.standalone.histories;

import dev.cairn.test.TestTokens;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/** Few people who all may do everything, so that nothing but the rules on who did what keeps one from deciding alone. */
final class People {

    /** Makes the models and their versions, and now and then asks for a promotion. */
    static final String MAKER = "max";

    static final String REQUESTER = "mia";
    static final String TRADE = "lea";
    static final String RISK = "rolf";

    private static final List<String> ALL = List.of(MAKER, REQUESTER, TRADE, RISK);

    private final Map<String, String> tokens = new HashMap<>();

    /** All have just signed in. */
    People() {
        ALL.forEach(person -> tokens.put(
                person,
                TestTokens.signedIn(
                        Instant.now(),
                        person,
                        "ml-engineer",
                        "approver:ml",
                        "approver:risk",
                        "deployer",
                        "governance")));
    }

    String token(String person) {
        return Objects.requireNonNull(tokens.get(person), person);
    }

    String any(Random random) {
        return ALL.get(random.nextInt(ALL.size()));
    }
}
