package dev.cairn.test;

import dev.cairn.embedded.ServerCertificate;
import dev.cairn.test.tls.Authority;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.util.FileSystemUtils;

/** Adobe's S3Mock, started at first use as a process of its own and gone with this JVM. */
final class S3MockProcess {

    private static final String MAIN = "BOOT-INF/classes/com/adobe/testing/s3mock/S3MockApplication.class";
    private static final Pattern LISTENING =
            Pattern.compile("Tomcat started on ports? (?<tls>\\d+) \\(https\\), (?<plain>\\d+) \\(http\\)");

    private static final Started STARTED = start();

    private S3MockProcess() {}

    /** @param authority signed the certificate that the server shows over TLS */
    record Started(ObjectStore plain, ObjectStore overTls, Authority authority) {}

    static Started started() {
        return STARTED;
    }

    private static Started start() {
        try {
            Path directory = Files.createTempDirectory("cairn-test-s3mock-");
            var authority = new Authority(directory.resolve("tls"), "authority-of-s3mock");
            ServerCertificate certificate = authority.sign("s3mock", "127.0.0.1");
            var command = new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx512m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-jar",
                    jar().toString(),
                    "--server.port=0",
                    "--http.port=0",
                    "--server.ssl.bundle=mock",
                    "--spring.ssl.bundle.pem.mock.keystore.certificate=file:" + certificate.chain(),
                    "--spring.ssl.bundle.pem.mock.keystore.private-key=file:" + certificate.key(),
                    "--com.adobe.testing.s3mock.store.root=" + directory.resolve("store"),
                    "--com.adobe.testing.s3mock.max-payload-size=1GB");
            Process process = command.redirectErrorStream(true).start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                process.destroyForcibly();
                FileSystemUtils.deleteRecursively(directory.toFile());
            }));
            Matcher listening = listening(process);
            return new Started(
                    store("http://127.0.0.1:" + listening.group("plain")),
                    store("https://127.0.0.1:" + listening.group("tls")),
                    authority);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectStore store(String endpoint) {
        return new ObjectStore(endpoint, "us-east-1", "any", "any-secret");
    }

    private static Path jar() {
        URL main = Objects.requireNonNull(
                S3MockProcess.class.getClassLoader().getResource(MAIN), "S3Mock's jar is not on the class path");
        String address = main.toString();
        return Path.of(URI.create(address.substring("jar:".length(), address.indexOf("!/"))));
    }

    /** Goes on reading what it prints, so that it never waits for that. */
    private static Matcher listening(Process process) throws IOException {
        BufferedReader printed = process.inputReader();
        List<String> lines = new ArrayList<>();
        for (String line = printed.readLine(); line != null; line = printed.readLine()) {
            Matcher listening = LISTENING.matcher(line);
            if (listening.find()) {
                var rest = new Thread(() -> printed.lines().forEach(ignored -> {}), "s3mock-output");
                rest.setDaemon(true);
                rest.start();
                return listening;
            }
            lines.add(line);
        }
        throw new IllegalStateException("S3Mock did not start: " + String.join("\n", lines));
    }
}
