package dev.cairn.lineage;

import dev.cairn.test.Answer;
import dev.cairn.test.RunningService;
import dev.cairn.test.TestService;
import dev.cairn.test.TestTokens;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The lineage service as its callers see it, started once for all tests of this JVM. */
final class RunningLineage {

    static final RunningService SERVICE = RunningService.start(
            LineageApplication.application(), "lineage", TestService.temporaryDirectory("artifacts"), Map.of());

    private RunningLineage() {}

    static Answer get(String token, String path) {
        return SERVICE.get(token, path);
    }

    static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    static String engineer() {
        return TestTokens.of("mia", "ml-engineer");
    }
}
