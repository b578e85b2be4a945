package dev.cairn.registry.model;

import static dev.cairn.registry.RegistryRefusal.ALIAS_UNKNOWN;
import static dev.cairn.registry.RegistryRefusal.GRANT_UNKNOWN;
import static dev.cairn.registry.RegistryRefusal.MODEL_EXISTS;
import static dev.cairn.registry.RegistryRefusal.NAME_AGAINST_RULE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cairn.events.registry.ModelEvent;
import dev.cairn.events.registry.ModelEvent.AccessGranted;
import dev.cairn.events.registry.ModelEvent.AccessRevoked;
import dev.cairn.events.registry.ModelEvent.AliasAssigned;
import dev.cairn.events.registry.ModelEvent.AliasRemoved;
import dev.cairn.events.registry.ModelEvent.LabelSchemeChanged;
import dev.cairn.events.registry.ModelEvent.ModelDescribed;
import dev.cairn.events.registry.ModelEvent.ModelRegistered;
import dev.cairn.events.types.Actor;
import dev.cairn.events.types.Alias;
import dev.cairn.events.types.Label;
import dev.cairn.events.types.LabelScheme;
import dev.cairn.events.types.ModelName;
import dev.cairn.events.types.Permission;
import dev.cairn.events.types.Sensitivity;
import dev.cairn.platform.problem.RefusalCode;
import dev.cairn.platform.problem.Refused;
import dev.cairn.test.Clause;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ModelDecisionsTest {

    private static final ModelName FRAUD = new ModelName("fraud");
    private static final Alias CHAMPION = new Alias("champion");
    private static final Label V1 = new Label("1.0.0");
    private static final Label V2 = new Label("1.1.0");
    private static final Actor BEN = Actor.of("https://id.example#ben");
    private static final ModelEvent REGISTERED =
            new ModelRegistered(FRAUD, "finds fraud", LabelScheme.SEMANTIC, Sensitivity.OPEN);

    @Test
    void aNameIsGivenOnce() {
        var command = new RegisterModel(FRAUD, "finds fraud", LabelScheme.SEMANTIC, Sensitivity.OPEN);

        assertThat(command.decide(given())).containsExactly(REGISTERED);
        assertRefused(command, MODEL_EXISTS, REGISTERED);
    }

    @Test
    void descriptionAndSchemeChangeOnlyWhenTheyDiffer() {
        assertThat(new DescribeModel(FRAUD, "new").decide(given(REGISTERED)))
                .containsExactly(new ModelDescribed(FRAUD, "new"));
        assertThat(new DescribeModel(FRAUD, "new").decide(given(REGISTERED, new ModelDescribed(FRAUD, "new"))))
                .isEmpty();
        assertThat(new ChangeLabelScheme(FRAUD, LabelScheme.NUMBER).decide(given(REGISTERED)))
                .containsExactly(new LabelSchemeChanged(FRAUD, LabelScheme.SEMANTIC, LabelScheme.NUMBER));
        assertThat(new ChangeLabelScheme(FRAUD, LabelScheme.SEMANTIC).decide(given(REGISTERED)))
                .isEmpty();
    }

    @Test
    @Clause({"TAG-1", "TAG-2"})
    void anAliasMovesAndSaysWhatItNamedBefore() {
        var first = new AliasAssigned(FRAUD, CHAMPION, V1, null);

        assertThat(new AssignAlias(FRAUD, CHAMPION, V1).decide(given(REGISTERED)))
                .containsExactly(first);
        assertThat(new AssignAlias(FRAUD, CHAMPION, V1).decide(given(REGISTERED, first)))
                .isEmpty();
        assertThat(new AssignAlias(FRAUD, CHAMPION, V2).decide(given(REGISTERED, first)))
                .containsExactly(new AliasAssigned(FRAUD, CHAMPION, V2, V1));
        assertThat(new RemoveAlias(FRAUD, CHAMPION).decide(given(REGISTERED, first)))
                .containsExactly(new AliasRemoved(FRAUD, CHAMPION, V1));
        assertRefused(
                new RemoveAlias(FRAUD, CHAMPION),
                ALIAS_UNKNOWN,
                REGISTERED,
                first,
                new AliasRemoved(FRAUD, CHAMPION, V1));
    }

    @Test
    @Clause("ACL-1")
    void aGrantIsGivenWidenedAndTakenBack() {
        var read = new AccessGranted(FRAUD, BEN, Permission.READ, "audit");

        assertThat(new GrantAccess(FRAUD, BEN, Permission.READ, "audit").decide(given(REGISTERED)))
                .containsExactly(read);
        assertThat(new GrantAccess(FRAUD, BEN, Permission.READ, "again").decide(given(REGISTERED, read)))
                .isEmpty();
        assertThat(new GrantAccess(FRAUD, BEN, Permission.WRITE, "team").decide(given(REGISTERED, read)))
                .containsExactly(new AccessGranted(FRAUD, BEN, Permission.WRITE, "team"));
        assertThat(new RevokeAccess(FRAUD, BEN, "left").decide(given(REGISTERED, read)))
                .containsExactly(new AccessRevoked(FRAUD, BEN, "left"));
        assertRefused(new RevokeAccess(FRAUD, BEN, "left"), GRANT_UNKNOWN, REGISTERED);
    }

    @Test
    @Clause("REG-1")
    void theOrganisationsNamingRuleIsQuotedToWhoeverBreaksIt() {
        var rule = new NamingRule(Pattern.compile("[a-z]+-[a-z]+"), "team, a hyphen, and what the model does");

        rule.require(new ModelName("risk-scoring"));
        Refused refused = catchThrowableOfType(Refused.class, () -> rule.require(FRAUD));
        assertThat(refused.code()).isEqualTo(NAME_AGAINST_RULE);
        assertThat(refused).hasMessageContaining("team, a hyphen, and what the model does");
    }

    private static ModelState given(ModelEvent... events) {
        var state = new ModelState();
        Stream.of(events).forEach(state::evolve);
        return state;
    }

    private static void assertRefused(ModelCommand command, RefusalCode code, ModelEvent... events) {
        Refused refused = catchThrowableOfType(Refused.class, () -> command.decide(given(events)));
        assertThat(refused.code()).isEqualTo(code);
    }
}
