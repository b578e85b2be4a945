package dev.cairn.approval;

import dev.cairn.events.Event;
import dev.cairn.events.EventCodec;
import dev.cairn.test.Answer;
import dev.cairn.test.RunningService;
import dev.cairn.test.TestService;
import dev.cairn.test.TestTokens;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The approval service as its callers see it, started once for all tests of this JVM. */
final class RunningApproval {

    private static final RunningService SERVICE = RunningService.start(
            ApprovalApplication.application(), "approval", TestService.temporaryDirectory("artifacts"), Map.of());

    private RunningApproval() {}

    static <T> T bean(Class<T> type) {
        return SERVICE.bean(type);
    }

    static RequestMappingHandlerMapping mappings() {
        return SERVICE.mappings();
    }

    static JdbcClient jdbc() {
        return bean(JdbcClient.class);
    }

    static Answer get(String token, String path, String... headers) {
        return SERVICE.get(token, path, headers);
    }

    static Answer post(String token, String path, Object body, String... headers) {
        return write(token, "POST", path, body, headers);
    }

    static Answer write(String token, String method, String path, @Nullable Object body, String... headers) {
        return SERVICE.write(token, method, path, body, headers);
    }

    /** What was decided under the key, in its order. */
    static List<Event> decided(String key) {
        return jdbc().sql("select type, data from events.event where key = ? and topic = 'cairn.approval'"
                        + " order by global_index")
                .param(key)
                .query((row, number) -> EventCodec.read(row.getString("type"), row.getBytes("data")))
                .list();
    }

    static <T extends Event> List<T> decided(String key, Class<T> type) {
        return decided(key).stream().filter(type::isInstance).map(type::cast).toList();
    }

    static String engineer() {
        return TestTokens.of("mia", "ml-engineer");
    }

    static String governance() {
        return TestTokens.of("gitta", "governance");
    }

    /** Somebody who has just signed in. */
    static String reviewer(String subject, String... roles) {
        return TestTokens.signedIn(Instant.now(), subject, roles);
    }
}
