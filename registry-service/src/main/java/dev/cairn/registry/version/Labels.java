package dev.cairn.registry.version;

import static dev.cairn.registry.RegistryRefusal.LABEL_INVALID;
import static dev.cairn.registry.RegistryRefusal.LABEL_TAKEN;

import dev.cairn.events.types.Label;
import dev.cairn.events.types.LabelScheme;
import dev.cairn.events.types.Sha256Digest;
import dev.cairn.platform.problem.Refused;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.semver4j.Semver;

/**
 * Makes the next label of a model. Pure: what it depends on is read under the model's lock and given to it, so two
 * registrations can neither get the same label nor leave a gap.
 *
 * @param given gives the labels that the model's versions have under the scheme, in any order; asked only where they decide
 * @param taken whether a label means a version of the model already, as its label or as its digest
 */
record Labels(Supplier<List<Label>> given, Predicate<Label> taken) {

    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("uuuu-MM-dd-HHmmss").withZone(ZoneOffset.UTC);

    /** Far below what an int holds, so that nobody's label leaves no room for those that follow. */
    private static final int LARGEST = 999_999_999;

    /** Pre-releases of one release are equal here: what follows any of them is that release. */
    private static final Comparator<Semver> RELEASES = Comparator.comparingInt(Semver::getMajor)
            .thenComparingInt(Semver::getMinor)
            .thenComparingInt(Semver::getPatch)
            .thenComparing(version -> version.getPreRelease().isEmpty());

    /**
     * @param wanted what the caller asked for; only semantic versions can be
     * @throws Refused when the label cannot be given
     */
    Label next(LabelScheme scheme, @Nullable String wanted, Instant now, Sha256Digest weights) {
        if (scheme == LabelScheme.SEMANTIC) {
            return wanted == null ? nextPatch() : semantic(wanted);
        }
        if (wanted != null) {
            throw new Refused(LABEL_INVALID, "The scheme " + scheme + " makes labels by itself; it takes none");
        }
        if (scheme == LabelScheme.NUMBER) {
            return new Label(Long.toString(highestNumber() + 1));
        }
        return firstFree(scheme == LabelScheme.TIMESTAMP ? TIMESTAMP.format(now) : weights.value());
    }

    private Label semantic(String wanted) {
        // The parser also takes a 'v' in front, which would make two labels of one version
        Semver version = Semver.parse(wanted);
        if (version == null || !version.getVersion().equals(wanted)) {
            throw new Refused(
                    LABEL_INVALID,
                    "A semantic version is written MAJOR.MINOR.PATCH, as semver.org has it, without a 'v'");
        }
        if (version.getMajor() > LARGEST || version.getMinor() > LARGEST || version.getPatch() > LARGEST) {
            throw new Refused(LABEL_INVALID, "The numbers of a semantic version are at most " + LARGEST + " each");
        }
        Label label = new Label(wanted);
        if (taken.test(label)) {
            throw new Refused(LABEL_TAKEN, "The model has a version " + label);
        }
        return label;
    }

    private Label nextPatch() {
        Optional<Semver> highest = given.get().stream()
                .flatMap(label -> Stream.ofNullable(Semver.parse(label.value())))
                .max(RELEASES);
        return new Label(highest.map(Labels::following).orElse("1.0.0"));
    }

    /** After a pre-release comes its release. */
    private static String following(Semver highest) {
        int patch = highest.getPreRelease().isEmpty() ? highest.getPatch() + 1 : highest.getPatch();
        return highest.getMajor() + "." + highest.getMinor() + "." + patch;
    }

    private long highestNumber() {
        return given.get().stream()
                .mapToLong(label -> Long.parseLong(label.value()))
                .max()
                .orElse(0);
    }

    private Label firstFree(String name) {
        Label label = new Label(name);
        for (int i = 2; taken.test(label); i++) {
            label = new Label(name + "-" + i);
        }
        return label;
    }
}
