package dev.cairn.platform.writeonce.directory;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** A process that takes the lock of a file and goes no further. */
final class FileHolder {

    private FileHolder() {}

    /** @param arguments the file */
    public static void main(String[] arguments) throws IOException {
        new OneAtATime(Path.of(arguments[0])).run(() -> {
            System.out.println("has the lock");
            try {
                Thread.sleep(Duration.ofMinutes(10).toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return true;
        });
    }
}
