package dev.cairn.test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The published language, which lies below this module. */
class ContractsArchitectureTest {
    @TestFactory
    Stream<DynamicTest> contracts() {
        return ArchitectureRules.of("dev.cairn.events");
    }

    @Test
    void eventsKnowNoFrameworkAndTouchNothingOutside() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.springframework..",
                        "org.axonframework..",
                        "org.apache.kafka..",
                        "java.nio.file..",
                        "java.net.http..",
                        "java.sql..")
                .check(new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("dev.cairn.events"));
    }
}
