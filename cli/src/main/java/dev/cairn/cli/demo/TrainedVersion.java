package dev.cairn.cli.demo;

import dev.cairn.cli.registry.GitCheckout;
import dev.cairn.cli.registry.Registration.ArtifactFile;
import dev.cairn.events.EventCodec;
import dev.cairn.events.types.Sha256Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tribuo.Tribuo;
import tools.jackson.databind.node.ObjectNode;

/** A trained classifier as it is registered: its files, and the manifest that says where it came from. */
final class TrainedVersion {

    private final Classifier classifier;
    private final Penguins penguins;
    private final String changeNote;
    private final Instant trained = Instant.now();

    TrainedVersion(Classifier classifier, Penguins penguins, String changeNote) {
        this.classifier = classifier;
        this.penguins = penguins;
        this.changeNote = changeNote;
    }

    double accuracy() {
        return classifier.accuracy(penguins.heldOut());
    }

    /** Writes weights, configuration, preprocessing, environment and model card into {@code folder}. */
    List<ArtifactFile> files(Path folder) throws IOException {
        Files.createDirectories(folder);
        return List.of(
                file(folder, "weights", "model.onnx", classifier.toOnnx()),
                file(folder, "configuration", "training.json", json(configuration())),
                file(folder, "preprocessing", "preprocessing.json", json(preprocessing())),
                file(folder, "environment", "environment.lock", environment().getBytes(StandardCharsets.UTF_8)),
                file(folder, "model-card", "model-card.md", card().getBytes(StandardCharsets.UTF_8)),
                file(folder, "data-sample", "penguins.csv", penguins.csv()));
    }

    private static ArtifactFile file(Path folder, String role, String name, byte[] content) throws IOException {
        return new ArtifactFile(role, name, Files.write(folder.resolve(name), content));
    }

    private static byte[] json(Object value) {
        return EventCodec.json().writerWithDefaultPrettyPrinter().writeValueAsBytes(value);
    }

    /** With its time: who trains again has another version, also where all else is as it was. */
    private Map<String, Object> configuration() {
        Map<String, Object> configuration = new TreeMap<>(classifier.hyperparameters());
        configuration.put("trained", trained.toString());
        return configuration;
    }

    private Map<String, Object> preprocessing() {
        var scaling = classifier.scaling();
        return new TreeMap<>(Map.of(
                "measurements", scaling.measurements(),
                "means", scaling.means(),
                "deviations", scaling.deviations(),
                "species", classifier.species()));
    }

    private static String environment() {
        return "java " + Runtime.version() + "\norg.tribuo:tribuo-classification-sgd " + Tribuo.VERSION
                + "\ncom.microsoft.onnxruntime:onnxruntime 1.29.0\n";
    }

    private String card() {
        return """
               # Penguins

               Names the species of a penguin from %s.

               - Trained on %d birds of the Palmer penguins (CC0), tested on %d that were held out
               - Accuracy on those: %.4f
               - Meant for showing how models are registered, not for birds
               """.formatted(
                        String.join(", ", classifier.scaling().measurements()),
                        penguins.training().size(),
                        penguins.heldOut().size(),
                        accuracy());
    }

    /** @param parent the label of the version that this one follows; absent for the first */
    ObjectNode manifest(Path checkout, @Nullable String model, @Nullable String parent) {
        ObjectNode manifest = EventCodec.json().createObjectNode();
        manifest.put("manifestVersion", 1)
                .put(
                        "description",
                        "Multinomial logistic regression over "
                                + classifier.scaling().measurements().size() + " measurements")
                .put("changeNote", changeNote);
        manifest.putObject("architecture").put("family", "logistic-regression");
        Optional<GitCheckout> code = GitCheckout.of(checkout);
        code.ifPresent(git -> manifest.putObject("code")
                .put("repository", git.repository())
                .put("commit", git.commit())
                .put("dirty", git.dirty()));
        manifest.putArray("data")
                .addObject()
                .put("name", "palmer-penguins")
                .put("version", "2020-07")
                .put("uri", "https://doi.org/10.1371/journal.pone.0090081")
                .put("digest", Sha256Digest.of(penguins.csv()).value())
                .put("purpose", "training");
        manifest.putObject("environment")
                .put("language", "Java " + Runtime.version().feature())
                .put("lockfile", "environment.lock")
                .putObject("packages")
                .put("org.tribuo:tribuo-classification-sgd", Tribuo.VERSION);
        manifest.set("configuration", EventCodec.json().valueToTree(classifier.hyperparameters()));
        manifest.set("parameters", EventCodec.json().valueToTree(classifier.hyperparameters()));
        manifest.putArray("metrics")
                .addObject()
                .put("name", "accuracy")
                .put("value", accuracy())
                .put("split", "held-out")
                .put("better", "higher");
        if (model != null && parent != null) {
            manifest.putArray("parents").addObject().put("model", model).put("version", parent);
        }
        return manifest;
    }
}
