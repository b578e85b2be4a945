package dev.cairn.cli.demo;

import dev.cairn.cli.Failure;
import dev.cairn.cli.Table;
import dev.cairn.cli.audit.KnownLogs;
import dev.cairn.cli.audit.Proofs;
import dev.cairn.cli.audit.VerifyCommand;
import dev.cairn.cli.registry.Download;
import dev.cairn.cli.registry.Pages;
import dev.cairn.cli.registry.Registration;
import dev.cairn.cli.registry.VersionReference;
import dev.cairn.cli.remote.Api;
import dev.cairn.events.EventCodec;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The main job, from training to proof. */
final class Story {

    private final PrintWriter out;
    private final Scene scene;
    private final String model;
    private final Penguins penguins = Penguins.load();
    private final People people;
    private final Api registry;
    private final Api audit;
    private final KnownLogs logs;

    Story(PrintWriter out, Scene scene) {
        this.out = out;
        this.scene = scene;
        this.model = scene.model();
        this.people = new People(scene.endpoints());
        this.registry = people.mia().registry();
        this.audit = people.ada().audit();
        this.logs = new KnownLogs(scene.knownLogs(), audit);
    }

    /** @return what the reader may try afterwards */
    NextSteps tell() {
        try {
            Path workplace = Files.createTempDirectory("cairn-training-");
            String first = registerFirst(workplace);
            String second = registerBetter(workplace, first);
            pull(workplace);
            history();
            change();
            var life = new LifeInProduction(out, people, scene);
            life.tell(first, second);
            evidence(life.running());
            verify();
            return NextSteps.of(registry, model + "/" + first, life.running());
        } catch (IOException e) {
            throw new UncheckedIOException("The demo's own files cannot be written: " + e.getMessage(), e);
        }
    }

    private String registerFirst(Path workplace) throws IOException {
        Chapter.begin(out, "Mia trains a model on 273 penguins and registers it");
        if (!registry.exists("/api/v1/models/" + model)) {
            registry.post(
                    "/api/v1/models",
                    Map.of("name", model, "description", "Names the species of a penguin", "scheme", "SEMANTIC"));
        }
        var first = new TrainedVersion(
                Classifier.train(penguins.training(), List.of("body_mass_g", "flipper_length_mm"), 5),
                penguins,
                "Mass and flippers only");
        return register(first, workplace.resolve("first"), null);
    }

    private String registerBetter(Path workplace, String parent) throws IOException {
        Chapter.begin(out, "She measures the bills too, trains a better one, and makes it the champion");
        var second = new TrainedVersion(
                Classifier.train(penguins.training(), Penguins.MEASUREMENTS, 20), penguins, "Bills measured too");
        String better = register(second, workplace.resolve("second"), parent);
        registry.put("/api/v1/models/" + model + "/aliases/champion", Map.of("version", better));
        return better;
    }

    private String register(TrainedVersion version, Path folder, @Nullable String parent) throws IOException {
        var files = version.files(folder);
        JsonNode registered = new Registration(registry, line -> out.println("  " + line))
                .register(model, null, version.manifest(scene.home(), model, parent), files);
        String label = registered.path("label").asString();
        out.printf(
                "  %s/%s  accuracy %.4f  sha256:%s%n",
                model, label, version.accuracy(), registered.path("digest").asString());
        return label;
    }

    private void pull(Path workplace) throws IOException {
        Chapter.begin(out, "A server pulls the champion, checks every byte, and runs it");
        Path pulled = new Download(registry, line -> out.println("  " + line))
                .pull(new VersionReference(model, "champion"), workplace.resolve("pulled"));
        if (Files.mismatch(pulled.resolve("model.onnx"), workplace.resolve("second/model.onnx")) != -1) {
            throw new Failure("What was pulled is not what was registered.", null);
        }
        out.printf("  The weights are the same byte for byte; run on birds it never saw: accuracy %.4f%n", run(pulled));
    }

    private double run(Path pulled) throws IOException {
        JsonNode steps = EventCodec.json().readTree(Files.readAllBytes(pulled.resolve("preprocessing.json")));
        var scaling = new Classifier.Scaling(
                steps.path("measurements").valueStream().map(JsonNode::asString).toList(),
                steps.path("means")
                        .valueStream()
                        .mapToDouble(JsonNode::asDouble)
                        .toArray(),
                steps.path("deviations")
                        .valueStream()
                        .mapToDouble(JsonNode::asDouble)
                        .toArray());
        List<String> species =
                steps.path("species").valueStream().map(JsonNode::asString).toList();
        return Classifier.accuracyOfOnnx(
                Files.readAllBytes(pulled.resolve("model.onnx")), scaling, species, penguins.heldOut());
    }

    private void history() {
        Chapter.begin(out, "Its history, and the proof that it is in the log");
        var table = new Table("WHEN", "WHO", "WHAT", "ABOUT");
        UUID registered = null;
        for (JsonNode event : new Pages(registry, "/api/v1/models/" + model + "/history", "")) {
            String who = event.path("actor").asString();
            String what = event.path("type").asString().replaceFirst("^dev\\.cairn\\.registry\\.", "");
            table.row(
                    event.path("time").asString(),
                    who.substring(who.indexOf('#') + 1),
                    what,
                    event.path("subject").asString());
            if (what.startsWith("VersionRegistered")) {
                registered = UUID.fromString(event.path("id").asString());
            }
        }
        table.print(out);
        out.println();
        out.println("  The log counts more than these: what happens in all services, readings and refusals too.");
        Proofs.print(audit, logs, Objects.requireNonNull(registered), out);
    }

    private void change() {
        Chapter.begin(out, "Mia tries to change what she registered");
        try {
            registry.put("/api/v1/models/" + model + "/versions/latest", Map.of("description", "better than it was"));
            throw new Failure("A version was changed, which must not be possible.", null);
        } catch (Failure refused) {
            if (refused.next() == null) {
                throw refused;
            }
            out.println("  Refused: " + refused.getMessage());
            out.println("  " + refused.next());
            out.println("  The attempt is on the log.");
        }
    }

    private void evidence(JsonNode running) {
        JsonNode promotion = people.ada()
                .approval()
                .get("/api/v1/promotions/" + running.path("promotion").asString());
        new Evidence(out, audit, logs, promotion, model).show();
    }

    private void verify() {
        Chapter.begin(out, "She verifies all of it, from the log to the last byte of an artifact");
        if (VerifyCommand.verify(audit, out).path("total").asInt() > 0) {
            throw new Failure("Something was altered, and not by this story.", null, Failure.ALTERED, null);
        }
    }
}
