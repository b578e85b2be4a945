package dev.cairn.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ClassifierTest {

    private final Penguins penguins = Penguins.load();

    @Test
    void theExportedModelNamesTheSameBirdsAsTheTrainedOne() {
        var classifier = Classifier.train(penguins.training(), Penguins.MEASUREMENTS, 20);

        double exported = Classifier.accuracyOfOnnx(
                classifier.toOnnx(), classifier.scaling(), classifier.species(), penguins.heldOut());

        assertThat(exported).isCloseTo(classifier.accuracy(penguins.heldOut()), within(1e-9));
    }

    @Test
    void moreMeasurementsMakeABetterModel() {
        var one = Classifier.train(penguins.training(), List.of("body_mass_g", "flipper_length_mm"), 5);
        var two = Classifier.train(penguins.training(), Penguins.MEASUREMENTS, 20);

        assertThat(two.accuracy(penguins.heldOut())).isGreaterThan(one.accuracy(penguins.heldOut()));
    }

    @Test
    void theSameTrainingGivesTheSameWeights() {
        var once = Classifier.train(penguins.training(), Penguins.MEASUREMENTS, 20);
        var again = Classifier.train(penguins.training(), Penguins.MEASUREMENTS, 20);

        assertThat(again.weights()).isEqualTo(once.weights());
    }
}
