package dev.cairn.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What is wrong with a file, in words; the messages of Java's exceptions are mostly the bare path. */
public final class FileTrouble {

    private FileTrouble() {}

    /** @param subject the file that the sentence is about already, so that it is not named again */
    public static String of(Path subject, IOException trouble) {
        if (!(trouble instanceof FileSystemException known)) {
            // What reading a directory ends with
            return "Is a directory".equals(trouble.getMessage())
                    ? "it is a directory"
                    : String.valueOf(trouble.getMessage());
        }
        String it = name(subject, known.getFile());
        if (known instanceof NoSuchFileException) {
            return it.equals("it") ? "there is no such file" : "there is no " + it;
        }
        if (known instanceof AccessDeniedException) {
            return "you lack the right to use " + it;
        }
        if (known instanceof FileAlreadyExistsException) {
            return it + " is a file";
        }
        if (known instanceof DirectoryNotEmptyException) {
            return it + " is a directory with something in it";
        }
        return String.valueOf(known.getReason() != null && it.equals("it") ? known.getReason() : known.getMessage());
    }

    private static String name(Path subject, @Nullable String file) {
        boolean same = file == null
                || Path.of(file)
                        .toAbsolutePath()
                        .normalize()
                        .equals(subject.toAbsolutePath().normalize());
        return same ? "it" : file;
    }
}
