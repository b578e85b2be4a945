package dev.cairn.cli.demo;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import dev.cairn.cli.demo.Penguins.Penguin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.tribuo.Example;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.sgd.linear.LinearSGDModel;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/**
 * Multinomial logistic regression over standardised measurements, trained by stochastic gradient descent. The same
 * training gives the same weights, so a demo can be run again.
 */
final class Classifier {

    private static final double LEARNING_RATE = 0.5;
    private static final int MINIBATCH = 8;
    private static final long SEED = 20071111;

    private final LinearSGDModel model;
    private final Scaling scaling;
    private final int epochs;

    private Classifier(LinearSGDModel model, Scaling scaling, int epochs) {
        this.model = model;
        this.scaling = scaling;
        this.epochs = epochs;
    }

    /**
     * The preprocessing: which measurements are used, and how each is standardised.
     *
     * @param measurements names, in the order of the model's input
     */
    record Scaling(List<String> measurements, double[] means, double[] deviations) {

        static Scaling of(List<String> measurements, List<Penguin> birds) {
            double[] means = new double[measurements.size()];
            double[] deviations = new double[measurements.size()];
            for (int i = 0; i < means.length; i++) {
                int column = Penguins.MEASUREMENTS.indexOf(measurements.get(i));
                double mean = birds.stream()
                        .mapToDouble(bird -> bird.measurements()[column])
                        .average()
                        .orElseThrow();
                means[i] = mean;
                deviations[i] = Math.sqrt(birds.stream()
                        .mapToDouble(bird -> Math.pow(bird.measurements()[column] - mean, 2))
                        .average()
                        .orElseThrow());
            }
            return new Scaling(measurements, means, deviations);
        }

        float[] apply(Penguin bird) {
            float[] scaled = new float[means.length];
            for (int i = 0; i < means.length; i++) {
                int column = Penguins.MEASUREMENTS.indexOf(measurements.get(i));
                scaled[i] = (float) ((bird.measurements()[column] - means[i]) / deviations[i]);
            }
            return scaled;
        }
    }

    /** @param measurements those to learn from, sorted by name as the exported model's input is */
    static Classifier train(List<Penguin> birds, List<String> measurements, int epochs) {
        var sorted = measurements.stream().sorted().toList();
        var scaling = Scaling.of(sorted, birds);
        var factory = new LabelFactory();
        var dataset = new MutableDataset<>(new SimpleDataSourceProvenance("palmer-penguins", factory), factory);
        for (Penguin bird : birds) {
            dataset.add(example(bird, scaling));
        }
        var trainer = new LinearSGDTrainer(
                new LogMulticlass(), new AdaGrad(LEARNING_RATE), epochs, Integer.MAX_VALUE, MINIBATCH, SEED);
        return new Classifier(trainer.train(dataset), scaling, epochs);
    }

    private static Example<Label> example(Penguin bird, Scaling scaling) {
        float[] scaled = scaling.apply(bird);
        double[] values =
                IntStream.range(0, scaled.length).mapToDouble(i -> scaled[i]).toArray();
        return new ArrayExample<>(
                new Label(bird.species()), scaling.measurements().toArray(String[]::new), values);
    }

    Scaling scaling() {
        return scaling;
    }

    /** Species in the order of the model's output. */
    List<String> species() {
        return model.getOutputIDInfo().getDomain().stream()
                .sorted(Comparator.comparingInt(model.getOutputIDInfo()::getID))
                .map(Label::getLabel)
                .toList();
    }

    /** The whole training configuration, as it is registered. */
    Map<String, Object> hyperparameters() {
        return Map.of(
                "algorithm", "multinomial logistic regression",
                "optimiser", "AdaGrad",
                "learningRate", LEARNING_RATE,
                "epochs", epochs,
                "minibatch", MINIBATCH,
                "seed", SEED);
    }

    /** One row for each species, bias last. */
    double[][] weights() {
        var weights = model.getWeightsCopy();
        double[][] rows = new double[weights.getDimension1Size()][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = weights.getRow(i).toArray();
        }
        return rows;
    }

    double accuracy(List<Penguin> birds) {
        return share(
                birds, bird -> model.predict(example(bird, scaling)).getOutput().getLabel());
    }

    byte[] toOnnx() {
        try {
            Path file = Files.createTempFile("cairn-demo-", ".onnx");
            try {
                model.saveONNXModel("dev.cairn.demo", 1, file);
                return Files.readAllBytes(file);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The model cannot be exported", e);
        }
    }

    /** Runs an exported model, as a server would, and returns the share of birds that it names rightly. */
    static double accuracyOfOnnx(byte[] onnx, Scaling scaling, List<String> species, List<Penguin> birds) {
        try (var environment = OrtEnvironment.getEnvironment();
                var session = environment.createSession(onnx)) {
            String input = session.getInputNames().iterator().next();
            float[][] scaled = birds.stream().map(scaling::apply).toArray(float[][]::new);
            try (var tensor = OnnxTensor.createTensor(environment, scaled);
                    var result = session.run(Map.of(input, tensor))) {
                float[][] scores = (float[][]) result.get(0).getValue();
                var named = Arrays.stream(scores)
                        .map(score -> species.get(IntStream.range(0, score.length)
                                .boxed()
                                .max(Comparator.comparingDouble(i -> score[i]))
                                .orElseThrow()))
                        .iterator();
                return share(birds, bird -> named.next());
            }
        } catch (OrtException e) {
            throw new IllegalStateException("The exported model does not run: " + e.getMessage(), e);
        }
    }

    private static double share(List<Penguin> birds, Function<Penguin, String> namer) {
        long right = birds.stream()
                .filter(bird -> namer.apply(bird).equals(bird.species()))
                .count();
        return (double) right / birds.size();
    }
}
