package dev.cairn.events.manifest;

import dev.cairn.events.CanonicalJson;
import dev.cairn.events.EventCodec;
import dev.cairn.events.JsonPlace;
import dev.cairn.events.types.ArtifactPath;
import dev.cairn.events.types.GitCommit;
import dev.cairn.events.types.Sha256Digest;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.node.ObjectNode;

/** Reads a manifest to its end, whatever is wrong on the way. */
final class ManifestReader {

    private static final ObjectReader JSON = EventCodec.json()
            .readerFor(JsonNode.class)
            .with(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static final Set<String> FIELDS = Set.of(
            "manifestVersion",
            "description",
            "changeNote",
            "architecture",
            "artifacts",
            "code",
            "data",
            "environment",
            "configuration",
            "parameters",
            "metrics",
            "parents",
            "experiment",
            "extensions");

    private static final Pattern MEDIA_TYPE =
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}/[A-Za-z0-9][A-Za-z0-9!#$&^_.+;= -]{0,126}");
    private static final int NAME = Fields.NAME;
    private static final int PROSE = 8192;
    private static final int ENTRIES = 10_000;

    private final List<Fault> faults = new ArrayList<>();

    /** Whether every artifact could be read, so that what refers to one can be judged. */
    private boolean artifactsKnown;

    private ManifestReader() {}

    static Manifest read(byte[] json) {
        if (json.length > Manifest.MAX_BYTES) {
            throw new ManifestFaults(List.of(
                    new Fault("", "has " + json.length + " bytes; a manifest has at most " + Manifest.MAX_BYTES)));
        }
        var reader = new ManifestReader();
        Manifest manifest = reader.manifest(document(json));
        if (!reader.faults.isEmpty()) {
            throw new ManifestFaults(reader.faults);
        }
        return manifest;
    }

    static Manifest registered(ObjectNode document) {
        return new ManifestReader().manifest(document);
    }

    private static ObjectNode document(byte[] json) {
        try {
            if (JSON.readValue(json) instanceof ObjectNode document) {
                return document;
            }
            throw new ManifestFaults(List.of(new Fault("", "must be a JSON object")));
        } catch (JacksonException e) {
            throw new ManifestFaults(List.of(new Fault("", "is no JSON that Cairn reads: " + firstLine(e))));
        }
    }

    private static String firstLine(JacksonException e) {
        String place = e.getLocation() == null
                ? ""
                : " (line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr() + ")";
        return e.getOriginalMessage().lines().findFirst().orElse("") + place;
    }

    private Manifest manifest(ObjectNode document) {
        CanonicalJson.losses(document).forEach(loss -> faults.add(new Fault(loss.pointer(), loss.message())));
        new Structure(faults).check(document);
        var fields = new Fields(document, JsonPlace.DOCUMENT, faults).only(FIELDS);
        version(document, fields);
        List<Artifact> artifacts = artifacts(fields);
        fields.object("architecture").ifPresent(this::architecture);
        fields.object("configuration");
        fields.object("extensions");
        environment(fields, artifacts);
        return new Manifest(
                document,
                artifacts,
                code(fields, artifacts),
                fields.list("data", false, ENTRIES).stream()
                        .flatMap(set -> data(set).stream())
                        .toList(),
                parameters(fields),
                fields.list("metrics", false, ENTRIES).stream()
                        .flatMap(metric -> metric(metric).stream())
                        .toList(),
                Parents.of(fields),
                fields.prose("description", PROSE),
                fields.prose("changeNote", PROSE),
                experiment(fields));
    }

    private static void version(ObjectNode document, Fields fields) {
        JsonNode version = document.get("manifestVersion");
        if (version == null || !version.isNumber() || version.decimalValue().compareTo(BigDecimal.ONE) != 0) {
            fields.fault("manifestVersion", "must be 1, the only version of the schema so far");
        }
    }

    private List<Artifact> artifacts(Fields fields) {
        List<Fields> entries = fields.list("artifacts", true, Manifest.MAX_ARTIFACTS);
        List<Artifact> artifacts =
                entries.stream().flatMap(entry -> artifact(entry).stream()).toList();
        new Paths(faults).check(artifacts);
        artifactsKnown = !entries.isEmpty() && artifacts.size() == entries.size();
        if (artifactsKnown && artifacts.stream().noneMatch(artifact -> artifact.role() == ArtifactRole.WEIGHTS)) {
            fields.fault("artifacts", "must have one with role weights");
        }
        return artifacts;
    }

    private Optional<Artifact> artifact(Fields entry) {
        entry.only(Set.of("path", "role", "size", "mediaType", "digest"));
        var path = entry.value("path", true, ArtifactPath::new);
        var role = entry.value("role", true, ManifestReader::role);
        var size = entry.size("size");
        var mediaType = entry.value(
                "mediaType", true, text -> matching(text, MEDIA_TYPE, "a media type such as application/octet-stream"));
        var digest = entry.value("digest", true, Sha256Digest::new);
        return path.isPresent() && role.isPresent() && size.isPresent() && mediaType.isPresent() && digest.isPresent()
                ? Optional.of(new Artifact(path.get(), role.get(), size.get(), mediaType.get(), digest.get()))
                : Optional.empty();
    }

    private static ArtifactRole role(String text) {
        return ArtifactRole.of(text)
                .orElseThrow(() ->
                        new IllegalArgumentException("must be one of " + String.join(", ", ArtifactRole.texts())));
    }

    private static String matching(String text, Pattern pattern, String rule) {
        if (!pattern.matcher(text).matches()) {
            throw new IllegalArgumentException("must be " + rule);
        }
        return text;
    }

    private void architecture(Fields architecture) {
        architecture.only(Set.of("family", "details"));
        architecture.word("family", true, NAME);
        architecture.object("details");
    }

    private void environment(Fields fields, List<Artifact> artifacts) {
        fields.object("environment").ifPresent(environment -> {
            environment.only(Set.of("language", "packages", "lockfile"));
            environment.word("language", false, NAME);
            environment
                    .object("packages")
                    .ifPresent(packages ->
                            packages.node().propertyNames().forEach(name -> packages.word(name, true, NAME)));
            named(environment, "lockfile", artifacts);
        });
    }

    private Optional<CodeReference> code(Fields fields, List<Artifact> artifacts) {
        return fields.object("code").flatMap(code -> {
            code.only(Set.of("repository", "commit", "dirty", "patch"));
            var repository = code.address("repository", true);
            var commit = code.value("commit", true, GitCommit::new);
            boolean dirty = code.flag("dirty");
            var patch = patch(code, dirty, artifacts);
            return repository.isPresent() && commit.isPresent()
                    ? Optional.of(new CodeReference(repository.get(), commit.get(), dirty, patch.orElse(null)))
                    : Optional.empty();
        });
    }

    private Optional<ArtifactPath> patch(Fields code, boolean dirty, List<Artifact> artifacts) {
        var patch = named(code, "patch", artifacts);
        if (patch.isPresent() && patch.get().role() != ArtifactRole.CODE) {
            code.fault("patch", "must be the path of an artifact with role code");
        }
        if (code.node().has("patch") && !dirty) {
            code.fault("patch", "is there only where dirty is true");
        }
        return patch.map(Artifact::path);
    }

    /** A field that names one of the manifest's artifacts by its path. */
    private Optional<Artifact> named(Fields fields, String field, List<Artifact> artifacts) {
        return fields.word(field, false, 512).flatMap(path -> {
            var artifact = artifacts.stream()
                    .filter(candidate -> candidate.path().value().equals(path))
                    .findFirst();
            if (artifactsKnown && artifact.isEmpty()) {
                fields.fault(field, "must be the path of an artifact of this manifest");
            }
            return artifact;
        });
    }

    private static Optional<DataReference> data(Fields set) {
        set.only(Set.of("name", "version", "uri", "digest", "purpose"));
        var name = set.word("name", true, NAME);
        var version = set.word("version", true, NAME);
        var uri = set.address("uri", false);
        var digest = set.value("digest", false, Sha256Digest::new);
        var purpose = set.oneOf("purpose", false, Set.of("training", "validation", "test"));
        return name.isPresent() && version.isPresent()
                ? Optional.of(new DataReference(
                        name.get(), version.get(), uri.orElse(null), digest.orElse(null), purpose.orElse(null)))
                : Optional.empty();
    }

    private static Map<String, JsonNode> parameters(Fields fields) {
        Map<String, JsonNode> parameters = new LinkedHashMap<>();
        fields.object("parameters")
                .ifPresent(object -> object.node().forEachEntry((name, value) -> {
                    if (value.isString()) {
                        object.prose(name, PROSE);
                    } else if (!value.isNumber() && !value.isBoolean()) {
                        object.fault(
                                name, "must be a number, true, false or a text of at most " + PROSE + " characters");
                    }
                    parameters.put(name, value);
                }));
        return parameters;
    }

    private static Optional<Metric> metric(Fields metric) {
        metric.only(Set.of("name", "value", "split", "better"));
        var name = metric.word("name", true, NAME);
        var value = metric.number("value");
        var split = metric.word("split", true, NAME);
        var better = metric.oneOf("better", false, Set.of("higher", "lower"));
        return name.isPresent() && value.isPresent() && split.isPresent()
                ? Optional.of(new Metric(name.get(), value.get(), split.get(), better.orElse(null)))
                : Optional.empty();
    }

    private static @Nullable String experiment(Fields fields) {
        return fields.object("experiment")
                .flatMap(experiment -> {
                    experiment.only(Set.of("name", "run", "uri"));
                    experiment.word("run", false, NAME);
                    experiment.address("uri", false);
                    return experiment.word("name", true, NAME);
                })
                .orElse(null);
    }
}
