package dev.cairn.cli;

/** What a write-once store was found to enforce, in the services' word and with what that means. */
public final class Storage {

    private Storage() {}

    public static String explained(String enforcement) {
        return switch (enforcement) {
            case "detect-only" -> "detect-only: what is changed there is found, not prevented";
            case "storage-enforced" -> "storage-enforced: what is locked there cannot be changed";
            case "unproven" -> "unproven: it was not asked yet what it enforces";
            default -> enforcement;
        };
    }
}
