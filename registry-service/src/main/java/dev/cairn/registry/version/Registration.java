package dev.cairn.registry.version;

import dev.cairn.events.CanonicalJson;
import dev.cairn.events.manifest.Artifact;
import dev.cairn.events.manifest.Fault;
import dev.cairn.events.manifest.Manifest;
import dev.cairn.events.types.Label;
import dev.cairn.events.types.ModelName;
import dev.cairn.events.types.Sha256Digest;
import dev.cairn.events.types.VersionId;
import dev.cairn.platform.command.Commands;
import dev.cairn.platform.command.Deciding;
import dev.cairn.platform.identity.Caller;
import dev.cairn.platform.web.HttpWrites;
import dev.cairn.platform.writeonce.WriteOnceStore;
import dev.cairn.registry.catalogue.ModelEntry;
import dev.cairn.registry.catalogue.Models;
import dev.cairn.registry.catalogue.VersionEntry;
import dev.cairn.registry.catalogue.Versions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Registers a version: checks everything that the manifest names, locks its content in the store, then decides the label and
 * stores the event in one write. Where that write fails after all, because somebody else was faster or the database went away,
 * the content stays locked and nothing else is left.
 */
@Component
class Registration {

    private final HttpWrites writes;
    private final Commands commands;
    private final Models models;
    private final Versions versions;
    private final ManifestCheck check;
    private final WriteOnceStore store;
    private final RetentionProperties retention;

    Registration(
            HttpWrites writes,
            Commands commands,
            Models models,
            Versions versions,
            ManifestCheck check,
            WriteOnceStore store,
            RetentionProperties retention) {
        this.writes = writes;
        this.commands = commands;
        this.models = models;
        this.versions = versions;
        this.check = check;
        this.store = store;
        this.retention = retention;
    }

    /** 201 for a new version; 200 when this very manifest is registered already, with the version that it became. */
    ResponseEntity<VersionEntry> register(Caller caller, ModelName name, @Nullable String label, byte[] body) {
        ModelEntry model = models.requireChangeable(caller, name);
        Manifest manifest = check.require(caller, body);
        String lock = "model:" + name;
        if (!writes.answered(caller, lock)
                && versions.registered(name, manifest.digest()).isEmpty()) {
            // Whatever can be refused is refused now: what was locked in the store cannot be taken back.
            requireDistinct(name, manifest.digest());
            if (label != null) {
                label(model, label, manifest, Instant.now());
            }
            retain(manifest, manifest.digest());
        }
        ResponseEntity<Outcome> outcome = writes.write(
                caller,
                lock,
                Outcome.class,
                () -> decide(caller, name, label, manifest),
                given -> ResponseEntity.status(given.created() ? HttpStatus.CREATED : HttpStatus.OK)
                        .location(address(given.version().id())));
        VersionEntry version = Objects.requireNonNull(outcome.getBody()).version();
        return new ResponseEntity<>(version.with(manifest.document()), outcome.getHeaders(), outcome.getStatusCode());
    }

    /**
     * What is kept for a repeated request, which brings the same manifest again.
     *
     * @param version without its manifest
     * @param created whether this request made the version
     */
    record Outcome(VersionEntry version, boolean created) {}

    private static URI address(VersionId version) {
        return UriComponentsBuilder.fromPath("/api/v1/models/{model}/versions/{label}")
                .build(version.model(), version.label());
    }

    private Outcome decide(Caller caller, ModelName name, @Nullable String label, Manifest manifest) {
        ModelEntry model = models.requireChangeable(caller, name);
        Optional<VersionEntry> known = versions.registered(name, manifest.digest());
        if (known.isPresent()) {
            return new Outcome(known.get().with(null), false);
        }
        requireDistinct(name, manifest.digest());
        Label next = label(model, label, manifest, Deciding.current().now());
        commands.send(new RegisterVersion(new VersionId(name, next), model.scheme(), manifest));
        return new Outcome(versions.require(name, next.value()).with(null), true);
    }

    /** A text that is one version's digest and another's label would mean two; nor is a label made that is a digest. */
    private void requireDistinct(ModelName model, Sha256Digest digest) {
        if (versions.labelled(model, digest.value())) {
            throw ManifestCheck.refused(List.of(new Fault(
                    "",
                    "has the digest " + digest
                            + ", which is another version's label; a manifest that differs in anything,"
                            + " such as its changeNote, has another digest")));
        }
    }

    private Label label(ModelEntry model, @Nullable String wanted, Manifest manifest, Instant now) {
        var labels = new Labels(
                () -> versions.labels(model.name(), model.scheme()),
                label -> versions.identifies(model.name(), label.value()));
        return labels.next(model.scheme(), wanted, now, manifest.weights());
    }

    /** Before the event, so that no version is ever without its content. */
    private void retain(Manifest manifest, Sha256Digest digest) {
        Instant until = Instant.now().plus(retention.period());
        byte[] canonical = CanonicalJson.of(manifest.document());
        try {
            store.put(new ByteArrayInputStream(canonical), digest, canonical.length);
            store.retain(digest, until);
            for (Artifact artifact : manifest.artifacts()) {
                store.retain(artifact.digest(), until);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The content of a new version could not be locked: " + e.getMessage(), e);
        }
    }
}
