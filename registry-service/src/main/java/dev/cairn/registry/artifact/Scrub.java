package dev.cairn.registry.artifact;

import dev.cairn.events.types.ArtifactPath;
import dev.cairn.events.types.Sha256Digest;
import dev.cairn.events.types.VersionId;
import dev.cairn.platform.command.Cause;
import dev.cairn.platform.recovery.Operation;
import dev.cairn.platform.recovery.OperationRun;
import dev.cairn.platform.writeonce.WriteOnceStore;
import dev.cairn.registry.catalogue.Holdings;
import dev.cairn.registry.catalogue.Holdings.Holding;
import dev.cairn.registry.catalogue.Holdings.Item;
import dev.cairn.registry.version.RecordViolation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads every byte of every version again and records, version by version, that it is what was registered, or which artifact
 * is not. A round that was broken off goes on where it stopped.
 */
@Component
final class Scrub implements Operation {

    private final WriteOnceStore store;
    private final Holdings holdings;
    private final ScrubProgress progress;
    private final ScrubProperties properties;
    private final Findings findings;

    Scrub(
            WriteOnceStore store,
            Holdings holdings,
            ScrubProgress progress,
            ScrubProperties properties,
            Findings findings) {
        this.store = store;
        this.holdings = holdings;
        this.progress = progress;
        this.properties = properties;
        this.findings = findings;
    }

    @Override
    public String name() {
        return "scrub";
    }

    @Override
    public void run(OperationRun run) throws IOException, InterruptedException {
        var reading = new ContentReading(store, new Pace(properties.perSecond().toBytes()));
        VersionId at = progress.state().at();
        run.expect(holdings.count(at));
        int damaged = 0;
        for (Optional<Holding> next = holdings.next(at); next.isPresent(); next = holdings.next(at)) {
            Holding holding = next.get();
            damaged += check(holding, reading, run.cause());
            at = holding.version();
            progress.checked(at);
            run.advance(1);
        }
        progress.completed();
        run.say(
                damaged == 0
                        ? "Everything read is what was registered"
                        : damaged + " artifacts are not what was registered; each is on record as IntegrityViolated");
    }

    private int check(Holding holding, ContentReading reading, Cause cause) throws IOException, InterruptedException {
        List<RecordViolation> damage = new ArrayList<>();
        compare(holding.version(), null, holding.manifest(), reading).ifPresent(damage::add);
        for (Item item : holding.artifacts()) {
            compare(holding.version(), item.path(), item.digest(), reading).ifPresent(damage::add);
        }
        if (damage.isEmpty()) {
            findings.whole(holding, cause);
        }
        damage.forEach(found -> findings.damaged(found, cause));
        return damage.size();
    }

    private static Optional<RecordViolation> compare(
            VersionId version, @Nullable ArtifactPath path, Sha256Digest expected, ContentReading reading)
            throws IOException, InterruptedException {
        Optional<Sha256Digest> found = reading.digestOf(expected);
        return found.filter(expected::equals).isPresent()
                ? Optional.empty()
                : Optional.of(new RecordViolation(version, path, expected, found.orElse(null), "scrub"));
    }
}
