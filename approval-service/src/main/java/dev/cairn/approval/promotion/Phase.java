package dev.cairn.approval.promotion;

import java.util.Locale;

/** How far a promotion has come. */
public enum Phase {
    /** Waits for reviews. */
    OPEN,
    APPROVED,
    REJECTED,
    WITHDRAWN,
    EXPIRED,
    /** Was approved; what runs goes on, nothing new starts. */
    LAPSED,
    /** Was approved, and is not any more. */
    REVOKED;

    String words() {
        return name().toLowerCase(Locale.ROOT);
    }
}
