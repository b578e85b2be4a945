package dev.cairn.benchmarks;

import dev.cairn.events.types.Sha256Digest;
import dev.cairn.registry.RegistryApplication;
import dev.cairn.test.TestService;
import dev.cairn.test.TestTokens;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/**
 * One large artifact over HTTP into the registry's directory, at once and in parts, and out again; beside what copies, syncs
 * and hashes the same file on the same disk, and what reads and hashes it. They take turns.
 */
final class UploadBenchmark implements Benchmark {

    private static final int MIB = 1024 * 1024;
    private static final int PART = 256 * MIB;
    private static final int TURNS = 3;
    private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");

    @Override
    public String name() {
        return "upload";
    }

    @Override
    public int rounds() {
        return 1;
    }

    @Override
    public List<Figure> run(Size size) throws Exception {
        Path directory = TestService.temporaryDirectory("benchmark-upload");
        try (var broker = new Broker();
                ConfigurableApplicationContext context = start(broker, directory.resolve("artifacts"))) {
            var registry =
                    URI.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port"));
            new Turn(directory, registry, size.of(256, 1) * MIB, 0).all();
            List<Turn> turns = new ArrayList<>();
            for (int i = 1; i <= size.of(TURNS, 1); i++) {
                var turn = new Turn(directory, registry, size.of(1024, 20) * MIB, i);
                turn.all();
                turns.add(turn);
            }
            double copied =
                    median(turns.stream().mapToDouble(turn -> turn.copied).toArray());
            double read = median(turns.stream().mapToDouble(turn -> turn.read).toArray());
            return List.of(
                    figure(
                                    "upload, at once",
                                    turns.stream().mapToDouble(turn -> turn.put).toArray(),
                                    0.8)
                            .beside("cp + sync + sha256sum", copied),
                    figure(
                                    "upload, in parts",
                                    turns.stream()
                                            .mapToDouble(turn -> turn.parts)
                                            .toArray(),
                                    0.8)
                            .beside("cp + sync + sha256sum", copied),
                    figure(
                                    "download, verified",
                                    turns.stream().mapToDouble(turn -> turn.got).toArray(),
                                    0.5)
                            .beside("cat into sha256sum", read));
        } finally {
            FileSystemUtils.deleteRecursively(directory);
        }
    }

    private static Figure figure(String what, double[] speeds, double share) {
        return Figure.of(what, median(speeds), "MiB/s", Target.shareOfFloor(share));
    }

    private static double median(double[] values) {
        double[] ordered = values.clone();
        Arrays.sort(ordered);
        return ordered[ordered.length / 2];
    }

    private static ConfigurableApplicationContext start(Broker broker, Path artifacts) {
        Map<String, Object> settings = new HashMap<>(TestService.springProperties("registry", artifacts));
        settings.put("spring.kafka.bootstrap-servers", broker.bootstrapServers());
        return RegistryApplication.application()
                .run(settings.entrySet().stream()
                        .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                        .toArray(String[]::new));
    }

    /** New content, once each way; speeds in MiB/s. */
    private static final class Turn {

        private final Path directory;
        private final URI registry;
        private final int number;
        private final long bytes;
        private double copied;
        private double put;
        private double parts;
        private double read;
        private double got;

        Turn(Path directory, URI registry, long bytes, int number) {
            this.directory = directory;
            this.registry = registry;
            this.bytes = bytes;
            this.number = number;
        }

        void all() throws Exception {
            Path file = directory.resolve("content-" + number);
            Sha256Digest first = write(file, 2L * number);
            copied = speed(() -> shell("cp content-%d copy && sync copy && sha256sum copy".formatted(number)));
            put = speed(() -> {
                try (FileChannel content = FileChannel.open(file)) {
                    exchange("PUT", "/api/v1/blobs/" + first, "application/octet-stream", "", content, 0, bytes);
                }
            });
            String version = register(first);
            read = speed(() -> shell("cat content-%d | sha256sum".formatted(number)));
            got = speed(() -> download(version + "/artifacts/model.bin"));
            Sha256Digest second = write(file, 2L * number + 1);
            parts = speed(() -> inParts(file, second));
            Files.delete(file);
            Files.delete(directory.resolve("copy"));
        }

        private Sha256Digest write(Path file, long seed) throws IOException {
            MessageDigest hash = Sha256Digest.hasher();
            var random = new Random(seed);
            byte[] block = new byte[MIB];
            try (FileChannel content = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                for (long written = 0; written < bytes; written += MIB) {
                    random.nextBytes(block);
                    hash.update(block);
                    content.write(ByteBuffer.wrap(block));
                }
                content.force(true);
            }
            return Sha256Digest.ofHash(hash.digest());
        }

        private interface Work {
            void run() throws Exception;
        }

        private double speed(Work work) throws Exception {
            long began = System.nanoTime();
            work.run();
            return bytes / (double) MIB / ((System.nanoTime() - began) / 1e9);
        }

        private void shell(String command) throws Exception {
            int status = new ProcessBuilder("sh", "-c", command)
                    .directory(directory.toFile())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new IOException(command + " ended with " + status);
            }
        }

        private void inParts(Path file, Sha256Digest digest) throws IOException {
            Matcher id = ID.matcher(json("POST", "/api/v1/uploads", ""));
            if (!id.find()) {
                throw new IOException("No upload was opened");
            }
            String upload = "/api/v1/uploads/" + id.group(1);
            try (FileChannel content = FileChannel.open(file)) {
                for (long from = 0; from < bytes; from += PART) {
                    String offset = "Upload-Offset: " + from + "\r\n";
                    long length = Math.min(PART, bytes - from);
                    exchange("PATCH", upload, "application/octet-stream", offset, content, from, length);
                }
            }
            json("POST", upload + "/completion", "{\"digest\": \"" + digest + "\"}");
        }

        private String register(Sha256Digest weights) throws IOException {
            String model = "upload-" + number;
            json("POST", "/api/v1/models", "{\"name\": \"" + model + "\", \"scheme\": \"NUMBER\"}");
            String versions = "/api/v1/models/" + model + "/versions";
            json("POST", versions, """
                    {"manifestVersion": 1, "artifacts": [{"path": "model.bin", "role": "weights", "size": %d,
                     "mediaType": "application/octet-stream", "digest": "%s"}]}""".formatted(bytes, weights));
            return versions + "/1";
        }

        private String json(String method, String path, String body) throws IOException {
            Path sent = Files.writeString(directory.resolve("body"), body);
            try (FileChannel content = FileChannel.open(sent)) {
                return exchange(method, path, "application/json", "", content, 0, Files.size(sent));
            }
        }

        /** By the system's own copy from file to socket: a client that costs next to nothing. */
        private String exchange(
                String method, String path, String type, String header, FileChannel body, long from, long length)
                throws IOException {
            try (var socket = SocketChannel.open(new InetSocketAddress(registry.getHost(), registry.getPort()))) {
                socket.write(ByteBuffer.wrap(request(
                        method, path, "Content-Type: " + type + "\r\nContent-Length: " + length + "\r\n" + header)));
                for (long sent = 0; sent < length; ) {
                    sent += body.transferTo(from + sent, length - sent, socket);
                }
                String answer = new String(socket.socket().getInputStream().readAllBytes());
                requireGood(answer, method + " " + path);
                return answer;
            }
        }

        private byte[] request(String method, String path, String headers) {
            return (method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer "
                            + TestTokens.of("mia", "ml-engineer") + "\r\n" + headers + "\r\n")
                    .getBytes(StandardCharsets.US_ASCII);
        }

        private static void requireGood(String answer, String request) throws IOException {
            if (!answer.startsWith("HTTP/1.1 20")) {
                throw new IOException(request + " was answered " + answer);
            }
        }

        private void download(String path) throws IOException {
            try (var socket = new Socket(registry.getHost(), registry.getPort())) {
                OutputStream out = socket.getOutputStream();
                out.write(request("GET", path, ""));
                InputStream in = socket.getInputStream();
                byte[] buffer = new byte[MIB];
                long received = 0;
                for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                    received += count;
                }
                if (received < bytes) {
                    throw new IOException("Only " + received + " bytes came");
                }
            }
        }
    }
}
