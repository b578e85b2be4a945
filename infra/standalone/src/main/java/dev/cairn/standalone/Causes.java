package dev.cairn.standalone;

/** What lies at the bottom of a failure: the layers above it only say that something failed. */
final class Causes {

    private Causes() {}

    static String sentence(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = root.getMessage();
        return message == null ? root.getClass().getSimpleName() : message;
    }
}
