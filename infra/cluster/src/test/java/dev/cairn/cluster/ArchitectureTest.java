package dev.cairn.cluster;

import dev.cairn.test.ArchitectureRules;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Runs what others made, and looks into none of the services. */
class ArchitectureTest {
    @TestFactory
    Stream<DynamicTest> cluster() {
        return ArchitectureRules.of(
                "dev.cairn.cluster",
                "dev.cairn.standalone",
                "dev.cairn.embedded",
                "dev.cairn.kafka",
                "dev.cairn.postgres",
                "dev.cairn.setup",
                "dev.cairn.events");
    }
}
