package dev.cairn.setup;

import dev.cairn.kafka.TopicsAndRights;
import dev.cairn.postgres.ServiceDatabases;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Prepares what the services stand on: {@code SetUp DIRECTORY}. The directory has a file of settings for each part that is to be
 * prepared: {@code kafka.properties} ({@link TopicsAndRights}), {@code postgres.properties} ({@link ServiceDatabases}),
 * {@code bucket.properties} ({@link LockedBucket}). A part without a file is somebody else's. It may run again at any time.
 */
public final class SetUp {

    private static final Map<String, Part> PARTS = parts();

    private SetUp() {}

    private static Map<String, Part> parts() {
        Map<String, Part> parts = new LinkedHashMap<>();
        parts.put("kafka.properties", TopicsAndRights::main);
        parts.put("postgres.properties", ServiceDatabases::main);
        parts.put("bucket.properties", LockedBucket::main);
        return parts;
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 1) {
            end("Say which directory has the settings: SetUp DIRECTORY");
        }
        Path directory = Path.of(arguments[0]);
        if (PARTS.keySet().stream().noneMatch(file -> Files.exists(directory.resolve(file)))) {
            end("There is none of " + String.join(", ", PARTS.keySet()) + " in " + directory
                    + ", so there is nothing to prepare; mount the settings there");
        }
        for (var part : PARTS.entrySet()) {
            Path settings = directory.resolve(part.getKey());
            if (Files.exists(settings)) {
                part.getValue().prepare(new String[] {settings.toString()});
            }
        }
    }

    private static void end(String sentence) {
        System.err.println(sentence);
        System.exit(1);
    }

    /** A program that is told one file, and ends the process with a sentence where it cannot do its work. */
    private interface Part {
        void prepare(String[] arguments) throws Exception;
    }
}
