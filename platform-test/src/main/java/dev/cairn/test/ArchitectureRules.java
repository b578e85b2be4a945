package dev.cairn.test;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * What holds in the code of every module, as tests. Each module names its own package, and which other packages of Cairn it
 * may use:
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicTest> architecture() {
 *     return ArchitectureRules.of("dev.cairn.registry", "dev.cairn.events", "dev.cairn.platform");
 * }
 * }</pre>
 */
public final class ArchitectureRules {
    /** Who may print: the commands of a terminal, those that start everything, and those that prepare what it stands on. */
    private static final String[] TERMINALS = {
        "dev.cairn.cli..",
        "dev.cairn.standalone..",
        "dev.cairn.cluster..",
        "dev.cairn.kafka..",
        "dev.cairn.postgres..",
        "dev.cairn.setup.."
    };

    private ArchitectureRules() {}

    /**
     * @param root the module's own package
     * @param others what else of Cairn it may use
     */
    public static Stream<DynamicTest> of(String root, String... others) {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(root);
        Map<String, ArchRule> rules = new LinkedHashMap<>();
        rules.put(
                "packages form no cycle",
                slices().matching(root + ".(*)..").should().beFreeOfCycles());
        rules.put("a module uses the modules below it only", usesOnly(root, others));
        rules.put("a decision depends on nothing but the state, the command and the time it is given", pureDecisions());
        rules.put("a name says what a thing is, not that it helps", plainNames());
        rules.put("dependencies come through the constructor", noFieldInjection());
        rules.put("only a terminal prints", noPrinting());
        rules.put("nothing but the relay writes to the log", onlyTheRelayPublishes());
        rules.put("Axon decides and nothing else", noMoreOfAxon());
        rules.put("a package says what it is for, and that nothing in it is null", PackageRules.documented());
        rules.put("a package is small", PackageRules.small());
        return rules.entrySet().stream()
                .map(rule -> DynamicTest.dynamicTest(
                        rule.getKey(),
                        () -> rule.getValue().allowEmptyShould(true).check(classes)));
    }

    private static ArchRule usesOnly(String root, String... others) {
        List<String> allowed = new ArrayList<>(List.of(root + ".."));
        Stream.of(others).map(other -> other + "..").forEach(allowed::add);
        return noClasses()
                .should()
                .dependOnClassesThat(resideInAPackage("dev.cairn..")
                        .and(describe(
                                "are of another module",
                                (JavaClass type) -> !resideInAnyPackage(allowed.toArray(String[]::new))
                                        .test(type))));
    }

    private static ArchRule pureDecisions() {
        return noClasses()
                .that(describe(
                        "carry a decision",
                        (JavaClass type) -> type.isRecord()
                                && type.getMethods().stream()
                                        .anyMatch(method -> method.getName().equals("decide"))))
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(UUID.class, "randomUUID")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .dependOnClassesThat(assignableTo(Clock.class).or(assignableTo(RandomGenerator.class)))
                .orShould()
                .dependOnClassesThat(resideInAnyPackage("java.io..", "java.net..", "java.nio.file..", "java.sql.."));
    }

    private static ArchRule plainNames() {
        return noClasses().should().haveNameMatching(".*(Impl|Manager|Helper|Utils?|Data|Info|Processor)");
    }

    private static ArchRule noFieldInjection() {
        return noFields()
                .should()
                .beAnnotatedWith("org.springframework.beans.factory.annotation.Autowired")
                .orShould()
                .beAnnotatedWith("org.springframework.beans.factory.annotation.Value")
                .orShould()
                .beAnnotatedWith("jakarta.annotation.Resource")
                .orShould()
                .beAnnotatedWith("jakarta.inject.Inject");
    }

    private static ArchRule noPrinting() {
        return noClasses().that().resideOutsideOfPackages(TERMINALS).should(ACCESS_STANDARD_STREAMS);
    }

    private static ArchRule onlyTheRelayPublishes() {
        return noClasses()
                .that()
                .resideOutsideOfPackage("dev.cairn.platform.relay..")
                .should()
                .dependOnClassesThat()
                .areAssignableTo("org.apache.kafka.clients.producer.Producer")
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage("org.springframework.kafka.core..");
    }

    private static ArchRule noMoreOfAxon() {
        return noClasses()
                .that()
                .resideOutsideOfPackages("dev.cairn.platform.eventstore..", "dev.cairn.platform.command..")
                .should()
                .dependOnClassesThat(resideInAPackage("org.axonframework..")
                        .and(describe(
                                "are no annotation or base of an aggregate",
                                (JavaClass type) -> !resideInAnyPackage(
                                                        "org.axonframework.modelling.command..",
                                                        "org.axonframework.commandhandling..")
                                                .test(type)
                                        && !type.getSimpleName().equals("EventSourcingHandler"))));
    }
}
