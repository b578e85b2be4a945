package dev.cairn.helm;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Helm itself, and what answers as a Kubernetes API server would: two programs that {@code src/test/go} makes. */
final class Helm {

    static final Path CHART = Path.of("cairn");

    private Helm() {}

    /**
     * What a program said.
     *
     * @param code 0 when it is content
     * @param output what it was asked for
     * @param remarks what it said beside
     */
    record Answer(int code, String output, String remarks) {}

    static Answer lint(Path... values) {
        return ask(null, command("lint", values, CHART.toString(), "--strict"));
    }

    /** As of a release that is called like this. */
    static Answer template(String release, List<String> set, Path... values) {
        List<String> command = new ArrayList<>(command(
                "template", values, release, CHART.toString(), "--namespace", "cairn", "--kube-version", "1.34.0"));
        set.forEach(value -> command.addAll(List.of("--set", value)));
        return ask(null, command);
    }

    /** What a server would say about objects, strict about unknown fields. */
    static Answer accepted(String objects) {
        return ask(
                objects, List.of(peer("cairn.test.kubernetes", "the program that answers as a Kubernetes API server")));
    }

    private static List<String> command(String verb, Path[] values, String... arguments) {
        List<String> command = new ArrayList<>(List.of(peer("cairn.test.helm", "Helm"), verb));
        command.addAll(List.of(arguments));
        for (Path file : values) {
            command.addAll(List.of("--values", file.toString()));
        }
        return command;
    }

    private static String peer(String property, String what) {
        String program = System.getProperty(property);
        assumeThat(program)
                .as(
                        "%s is not on this machine: infra/helm/README.md says how to make it, then -D%s=PATH",
                        what, property)
                .isNotNull();
        return program;
    }

    private static Answer ask(@Nullable String input, List<String> command) {
        try {
            Path told = Files.createTempFile("cairn-helm", ".yaml");
            Path beside = Files.createTempFile("cairn-helm", ".log");
            Files.writeString(told, input == null ? "" : input);
            var process = new ProcessBuilder(command)
                    .redirectInput(told.toFile())
                    .redirectError(beside.toFile())
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            var answer = new Answer(process.waitFor(), output, Files.readString(beside));
            Files.delete(told);
            Files.delete(beside);
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
