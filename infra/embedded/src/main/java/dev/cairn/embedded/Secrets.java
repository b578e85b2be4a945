package dev.cairn.embedded;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Properties;

/** Passwords between the parts of what runs on one machine, drawn at first use and kept in a file that only the owner reads. */
public final class Secrets {

    private final Path file;
    private final Properties known;

    private Secrets(Path file, Properties known) {
        this.file = file;
        this.known = known;
    }

    /** @param file made with the first secret when it is missing */
    public static Secrets in(Path file) throws IOException {
        var known = new Properties();
        if (Files.exists(file)) {
            known.load(new StringReader(Files.readString(file)));
        }
        return new Secrets(file, known);
    }

    /** A password of 128 random bits for {@code part}. */
    public synchronized String of(String part) {
        String secret = known.getProperty(part);
        if (secret != null) {
            return secret;
        }
        byte[] bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        return keep(part, HexFormat.of().formatHex(bytes));
    }

    /** What was kept for {@code part}; {@code otherwise}, kept from now on, where nothing was. */
    public synchronized String remembered(String part, String otherwise) {
        String kept = known.getProperty(part);
        return kept != null ? kept : keep(part, otherwise);
    }

    private String keep(String part, String value) {
        known.setProperty(part, value);
        try {
            var text = new StringWriter();
            known.store(text, "Made by Cairn; whoever has this file has everything in this directory");
            SecretFile.write(file, text.toString());
        } catch (IOException e) {
            throw new UncheckedIOException("Passwords cannot be kept in " + file + ": " + e.getMessage(), e);
        }
        return value;
    }
}
