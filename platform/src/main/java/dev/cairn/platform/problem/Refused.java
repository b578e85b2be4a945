package dev.cairn.platform.problem;

import java.util.Map;

/** The answer is no. Becomes a problem (RFC 9457) at the edge; inside, it undoes the transaction. */
public class Refused extends RuntimeException {

    private final transient RefusalCode code;
    private final transient Map<String, Object> facts;

    /** @param detail why, this time, in one sentence that is safe to show to the caller */
    public Refused(RefusalCode code, String detail) {
        this(code, detail, Map.of());
    }

    /** @param facts members that the problem carries beside its standard ones, such as {@code faults} or {@code wayOn} */
    public Refused(RefusalCode code, String detail, Map<String, Object> facts) {
        super(detail);
        this.code = code;
        this.facts = Map.copyOf(facts);
    }

    public RefusalCode code() {
        return code;
    }

    public Map<String, Object> facts() {
        return facts;
    }
}
