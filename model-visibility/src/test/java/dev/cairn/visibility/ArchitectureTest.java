package dev.cairn.visibility;

import dev.cairn.test.ArchitectureRules;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {
    @TestFactory
    Stream<DynamicTest> architecture() {
        return ArchitectureRules.of("dev.cairn.visibility", "dev.cairn.events", "dev.cairn.platform");
    }
}
