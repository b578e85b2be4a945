package dev.cairn.audit;

import dev.cairn.test.TestServers;
import java.util.Map;

/** The audit service on the shared broker, started once for all tests of this JVM that alter nothing behind its back. */
final class RunningAudit {

    static final AuditSystem SYSTEM = new AuditSystem(TestServers.kafka().bootstrapServers(), Map.of());

    private RunningAudit() {}
}
