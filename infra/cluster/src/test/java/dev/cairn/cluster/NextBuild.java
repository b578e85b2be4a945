package dev.cairn.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * A later build of Cairn, made from the sources of this one: whoever sets its tag {@code recommended} recommends a version, which is
 * an event of a type that this build does not know.
 */
final class NextBuild {

    private static final Path MODULES = Path.of("..", "..");

    private static final Edit EVENT = new Edit(
            "event-contracts",
            "dev/cairn/events/registry/VersionEvent.java",
            "    @Override\n    default String stream()",
            """
                @EventType("dev.cairn.registry.VersionRecommended.v1")
                record VersionRecommended(VersionId version, String reason) implements VersionEvent {}

            """);

    private static final Edit DECISION = new Edit(
            "registry-service", "dev/cairn/registry/version/TagVersion.java", "        String previous =", """
                    if (key.equals(new TagKey("recommended"))) {
                        return List.of(new VersionEvent.VersionRecommended(version, value));
                    }
            """);

    private NextBuild() {}

    /** @param before a line of the source, before which {@code inserted} goes */
    private record Edit(String module, String source, String before, String inserted) {

        void write(Path directory) throws IOException {
            String text = Files.readString(
                    MODULES.resolve(module).resolve("src/main/java").resolve(source));
            assertThat(text).as(source).containsOnlyOnce(before);
            Path edited = directory.resolve(source);
            Files.createDirectories(edited.getParent());
            Files.writeString(edited, text.replace(before, inserted + before));
        }
    }

    /**
     * @param home where this build is unpacked
     * @return {@code next}, with the later build
     */
    static Path of(Path home, Path next) throws IOException {
        Path from = home.resolve("infra/standalone/target/cairn/lib");
        Path libraries = Files.createDirectories(next.resolve("infra/standalone/target/cairn/lib"));
        try (Stream<Path> all = Files.list(from)) {
            for (Path library : all.toList()) {
                Files.createSymbolicLink(libraries.resolve(library.getFileName()), library.toRealPath());
            }
        }
        Files.createSymbolicLink(next.resolve("infra/cluster"), home.resolve("infra/cluster"));
        for (Edit edit : List.of(EVENT, DECISION)) {
            Path sources = Files.createDirectories(next.resolve("sources").resolve(edit.module()));
            edit.write(sources);
            replace(libraries.resolve(edit.module() + ".jar"), compiled(sources.resolve(edit.source()), libraries));
        }
        return next;
    }

    private static Path compiled(Path source, Path libraries) throws IOException {
        Path classes = Files.createTempDirectory(source.getParent(), "classes");
        int result = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-parameters",
                        "-classpath",
                        jarsIn(libraries),
                        "-d",
                        classes.toString(),
                        source.toString());
        assertThat(result).as("%s compiles", source).isZero();
        return classes;
    }

    private static String jarsIn(Path directory) throws IOException {
        try (Stream<Path> jars = Files.list(directory)) {
            return jars.map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        }
    }

    private static void replace(Path jar, Path classes) throws IOException {
        Path original = jar.toRealPath();
        Files.delete(jar);
        Files.copy(original, jar, StandardCopyOption.REPLACE_EXISTING);
        List<Path> compiled = new ArrayList<>();
        try (Stream<Path> files = Files.walk(classes)) {
            files.filter(Files::isRegularFile).forEach(compiled::add);
        }
        try (FileSystem archive = FileSystems.newFileSystem(URI.create("jar:" + jar.toUri()), Map.of())) {
            for (Path file : compiled) {
                Files.copy(file, archive.getPath("/" + classes.relativize(file)), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
