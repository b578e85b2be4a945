package dev.cairn.benchmarks;

/**
 * What the audit log can do.
 *
 * @param sustained events per second that came into the log over the whole time, while as many were stored, relayed and
 *     made searchable on the same machine
 * @param behind how many events the log was behind when the last one was stored
 * @param provableP50 from an event stored in its service to its inclusion provable, in milliseconds, at a steady load
 * @param provableP99 the same, of the slowest in a hundred
 * @param verified events per second in a verification: each is read from its event store and from its topic, hashed twice,
 *     and compared with the tree
 * @param events how many that were
 */
public record AuditLogFigures(
        double sustained, long behind, double provableP50, double provableP99, double verified, long events) {

    @Override
    public String toString() {
        return """
            events into the log, sustained      %,10.0f /s (%,d behind at the end)
            stored -> inclusion provable, p50   %,10.0f ms
            stored -> inclusion provable, p99   %,10.0f ms
            verification from the log           %,10.0f events/s over %,d events
            """.formatted(sustained, behind, provableP50, provableP99, verified, events);
    }
}
