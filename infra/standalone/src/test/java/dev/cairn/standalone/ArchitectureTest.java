package dev.cairn.standalone;

import dev.cairn.test.ArchitectureRules;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Of this module, and of those that bring no test kit themselves. */
class ArchitectureTest {
    @TestFactory
    Stream<DynamicTest> standalone() {
        return ArchitectureRules.of(
                "dev.cairn.standalone",
                "dev.cairn.embedded",
                "dev.cairn.kafka",
                "dev.cairn.postgres",
                "dev.cairn.events",
                "dev.cairn.platform",
                "dev.cairn.registry",
                "dev.cairn.approval",
                "dev.cairn.deployment",
                "dev.cairn.lineage",
                "dev.cairn.audit");
    }

    @TestFactory
    Stream<DynamicTest> embedded() {
        return ArchitectureRules.of("dev.cairn.embedded", "dev.cairn.postgres");
    }

    @TestFactory
    Stream<DynamicTest> kafka() {
        return ArchitectureRules.of("dev.cairn.kafka", "dev.cairn.events");
    }

    @TestFactory
    Stream<DynamicTest> postgres() {
        return ArchitectureRules.of("dev.cairn.postgres");
    }

    /** Talks to the services' addresses only. */
    @TestFactory
    Stream<DynamicTest> cli() {
        return ArchitectureRules.of("dev.cairn.cli", "dev.cairn.events");
    }
}
