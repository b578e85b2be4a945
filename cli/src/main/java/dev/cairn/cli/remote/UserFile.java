package dev.cairn.cli.remote;

import dev.cairn.cli.Failure;
import dev.cairn.cli.FileTrouble;
import dev.cairn.events.EventCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;

/**
 * What this user's command remembers, by name, as JSON that only its owner can read. A crash leaves the file as it was or as it
 * is to be, never half of it.
 */
public final class UserFile<T> {

    private final Path path;
    private final TypeReference<Map<String, T>> kind;

    /** @param path made when missing */
    public UserFile(Path path, TypeReference<Map<String, T>> kind) {
        this.path = path;
        this.kind = kind;
    }

    /** @throws Failure when there is a file and it cannot be understood */
    public Map<String, T> read() {
        try {
            return Files.exists(path) ? EventCodec.json().readValue(Files.readAllBytes(path), kind) : new HashMap<>();
        } catch (IOException e) {
            throw new Failure(path + " cannot be read: " + FileTrouble.of(path, e), "Look whether it is yours.");
        } catch (JacksonException e) {
            throw new Failure(
                    path + " is not as this command wrote it: " + e.getOriginalMessage(),
                    "Put it right from a copy; without one remove it, and what this machine remembered in it is lost.");
        }
    }

    public void write(Map<String, T> all) {
        try {
            Path directory = Files.createDirectories(path.toAbsolutePath().getParent());
            Path beside = Files.createTempFile(directory, path.getFileName() + ".", ".new");
            try {
                Files.write(
                        beside,
                        EventCodec.json().writeValueAsBytes(all),
                        StandardOpenOption.WRITE,
                        StandardOpenOption.SYNC);
                Files.move(beside, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(beside);
            }
        } catch (IOException e) {
            throw new Failure(
                    path + " cannot be written: " + FileTrouble.of(path, e), "Make room, or look whether it is yours.");
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
