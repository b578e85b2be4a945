package dev.cairn.deployment;

import dev.cairn.test.ArchitectureRules;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.modulith.core.ApplicationModules;

class ArchitectureTest {
    @TestFactory
    Stream<DynamicTest> architecture() {
        return ArchitectureRules.of(
                "dev.cairn.deployment", "dev.cairn.events", "dev.cairn.platform", "dev.cairn.visibility");
    }

    /** As Spring Modulith sees them: each package a module, whose public types are what the others may use. */
    @Test
    void packagesAreModules() {
        ApplicationModules.of(TrackerApplication.class).verify();
    }
}
