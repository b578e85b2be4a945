package dev.cairn.cli.registry;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a training job ran on, as the active Python environment ({@code VIRTUAL_ENV} or {@code CONDA_PREFIX}) tells it.
 *
 * @param language for example {@code Python 3.12.4}
 * @param packages versions by name
 */
record PythonEnvironment(String language, Map<String, String> packages) {

    /** Asks the interpreter's own record of what is installed; works without pip. */
    private static final String PROGRAM = """
            import importlib.metadata as m, platform
            print('Python ' + platform.python_version())
            for d in m.distributions():
                print(d.metadata['Name'] + '==' + d.version)
            """;

    /** Empty when no environment is active, or it cannot be asked. */
    static Optional<PythonEnvironment> active() {
        return Stream.of("VIRTUAL_ENV", "CONDA_PREFIX")
                .map(System::getenv)
                .flatMap(PythonEnvironment::interpreter)
                .findFirst()
                .flatMap(PythonEnvironment::ask);
    }

    private static Stream<Path> interpreter(@Nullable String environment) {
        return environment == null
                ? Stream.empty()
                : Stream.of(Path.of(environment, "bin", "python")).filter(Files::isExecutable);
    }

    private static Optional<PythonEnvironment> ask(Path python) {
        try {
            Process process = new ProcessBuilder(List.of(python.toString(), "-c", PROGRAM))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? Optional.of(read(told.lines().toList())) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    static PythonEnvironment read(List<String> lines) {
        Map<String, String> packages = new TreeMap<>();
        lines.stream()
                .skip(1)
                .map(line -> line.split("==", 2))
                .filter(parts -> parts.length == 2)
                .forEach(parts -> packages.put(parts[0], parts[1]));
        return new PythonEnvironment(lines.get(0), packages);
    }
}
