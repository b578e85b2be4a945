package dev.cairn.cli.registry;

import dev.cairn.cli.Count;
import dev.cairn.cli.Failure;
import dev.cairn.cli.FileTrouble;
import dev.cairn.cli.Form;
import dev.cairn.cli.registry.Registration.ArtifactFile;
import dev.cairn.cli.remote.Api;
import dev.cairn.events.EventCodec;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Registers a version at the end of a training job. */
@Command(
        name = "register",
        sortOptions = false,
        description = {
            "Registers a version: sends its files, then the manifest that names them.",
            "Recorded by itself: the git commit of the current directory, and the packages of the Python environment",
            "that is active. Running the same again is safe: it gives the same version."
        })
public final class RegisterCommand implements Runnable {

    private static final String MANIFEST_SHOWN = "docs/manifest.md shows one.";

    @Parameters(paramLabel = "MODEL", description = "The model's name; see cairn models create.")
    private String model;

    @Option(names = "--weights", paramLabel = "FILE", required = true, description = "The trained weights.")
    private List<Path> weights;

    @Option(
            names = "--artifact",
            paramLabel = "ROLE=FILE",
            description = "Another file: configuration, environment, preprocessing, model-card, code, …")
    private Map<String, Path> artifacts = Map.of();

    @Option(
            names = "--manifest",
            paramLabel = "FILE",
            description = "A manifest to start from (docs/manifest.md); the options below are added to it.")
    private @Nullable Path manifest;

    @Option(names = "--label", paramLabel = "LABEL", description = "The label, where the model's scheme takes one.")
    private @Nullable String label;

    @Option(names = "--description", paramLabel = "TEXT", description = "What this version is.")
    private @Nullable String description;

    @Option(names = "--change-note", paramLabel = "TEXT", description = "What changed since the one before.")
    private @Nullable String changeNote;

    @Option(names = "--metric", paramLabel = "NAME=VALUE@SPLIT", description = "For example accuracy=0.97@test.")
    private List<String> metrics = List.of();

    @Option(names = "--param", paramLabel = "NAME=VALUE", description = "A hyperparameter.")
    private Map<String, String> parameters = Map.of();

    @Option(
            names = "--data",
            paramLabel = "NAME@VERSION[=FILE]",
            description = "A data set that it was trained on; of a file, the digest is recorded.")
    private List<String> data = List.of();

    @Option(names = "--parent", paramLabel = "MODEL/LABEL", description = "A registered version that it comes from.")
    private List<String> parents = List.of();

    @Mixin
    private Form form;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        ObjectNode manifest = manifest();
        // Asked before anything is sent
        Api.registry().get("/api/v1/models/" + Api.escaped(model));
        if (!form.forPrograms()) {
            out.println("recorded: " + code(manifest.path("code")) + ", " + environment(manifest.path("environment")));
        }
        var registration = new Registration(Api.registry(), form.forPrograms() ? line -> {} : out::println);
        JsonNode version = registration.register(model, label, manifest, files());
        String name = model + "/" + version.path("label").asString();
        String digest = version.path("digest").asString();
        form.print(out, version, name, page -> page.println(name + "  sha256:" + digest));
    }

    private static String code(JsonNode code) {
        String commit = code.path("commit").asString("");
        if (commit.isEmpty()) {
            return "no commit (there is no git checkout here)";
        }
        return "commit " + commit.substring(0, Math.min(7, commit.length()))
                + (code.path("dirty").asBoolean(false) ? " (changed)" : "");
    }

    private static String environment(JsonNode environment) {
        if (environment.isMissingNode()) {
            return "no packages (no Python environment is active)";
        }
        int packages = environment.path("packages").size();
        return environment.path("language").asString("an environment") + " with "
                + Count.of(packages, "package", "packages");
    }

    private List<ArtifactFile> files() {
        List<ArtifactFile> files = new ArrayList<>();
        weights.forEach(file -> files.add(new ArtifactFile("weights", name(file), file)));
        artifacts.forEach((role, file) -> files.add(new ArtifactFile(role, name(file), file)));
        return files;
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    private ObjectNode manifest() {
        ObjectNode document = manifest == null ? EventCodec.json().createObjectNode() : read(manifest);
        document.put("manifestVersion", 1);
        if (description != null) {
            document.put("description", description);
        }
        if (changeNote != null) {
            document.put("changeNote", changeNote);
        }
        if (!document.has("code")) {
            GitCheckout.of(Path.of("."))
                    .ifPresent(checkout -> document.putObject("code")
                            .put("repository", checkout.repository())
                            .put("commit", checkout.commit())
                            .put("dirty", checkout.dirty()));
        }
        if (!document.has("environment")) {
            environment(document);
        }
        metrics.forEach(metric -> add(document, "metrics", Written.metric(metric)));
        data.forEach(set -> add(document, "data", Written.dataSet(set)));
        parents.forEach(parent -> add(document, "parents", Written.parent(parent)));
        parameters.forEach((name, value) -> document.withObject("/parameters").set(name, Written.value(value)));
        return document;
    }

    private void environment(ObjectNode document) {
        PythonEnvironment.active().ifPresent(python -> {
            ObjectNode environment = document.putObject("environment").put("language", python.language());
            python.packages().forEach(environment.putObject("packages")::put);
        });
        if (artifacts.containsKey("environment")) {
            document.withObject("/environment").put("lockfile", name(artifacts.get("environment")));
        }
    }

    private static void add(ObjectNode document, String list, ObjectNode entry) {
        document.withArray("/" + list).add(entry);
    }

    private static ObjectNode read(Path file) {
        try {
            if (EventCodec.json().readTree(Files.readAllBytes(file)) instanceof ObjectNode document) {
                return document;
            }
            throw new Failure(file + " is no manifest: it holds no JSON object.", MANIFEST_SHOWN);
        } catch (JacksonException e) {
            throw new Failure(file + " is no manifest: " + e.getOriginalMessage(), MANIFEST_SHOWN);
        } catch (IOException e) {
            throw new Failure(file + " cannot be read: " + FileTrouble.of(file, e), MANIFEST_SHOWN);
        }
    }
}
