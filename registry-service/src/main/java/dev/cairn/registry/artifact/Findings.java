package dev.cairn.registry.artifact;

import dev.cairn.platform.command.Cause;
import dev.cairn.platform.command.Commands;
import dev.cairn.platform.command.Write;
import dev.cairn.platform.command.Writes;
import dev.cairn.registry.catalogue.Holdings.Holding;
import dev.cairn.registry.catalogue.Holdings.Item;
import dev.cairn.registry.version.RecordVerification;
import dev.cairn.registry.version.RecordViolation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Puts on record whether the store still has what was registered, each under its model's lock. */
@Component
class Findings {

    private static final Logger log = LoggerFactory.getLogger(Findings.class);

    private final Writes writes;
    private final Commands commands;

    Findings(Writes writes, Commands commands) {
        this.writes = writes;
        this.commands = commands;
    }

    /** Every byte of the version was read and is what was registered. */
    void whole(Holding holding, Cause cause) {
        long bytes = holding.artifacts().stream().mapToLong(Item::size).sum();
        var found = new RecordVerification(
                holding.version(), holding.manifest(), holding.artifacts().size(), bytes);
        var write = new Write(cause, "model:" + holding.version().model(), "scrub", null, holding.manifest());
        writes.write(write, Boolean.class, () -> {
            commands.send(found);
            return true;
        });
    }

    /** Damage that is on record already is not recorded again, see {@link RecordViolation}; the log line comes each time. */
    void damaged(RecordViolation found, Cause cause) {
        log.error(
                "{} of {} is not what was registered: expected {}, found {} at a {}; put the right bytes back by uploading them again",
                found.path() == null ? "The manifest" : found.path(),
                found.version(),
                found.expected(),
                found.found() == null ? "nothing whole" : found.found(),
                found.foundAt());
        var write = new Write(cause, "model:" + found.version().model(), found.foundAt(), null, found.expected());
        writes.write(write, Boolean.class, () -> {
            commands.send(found);
            return true;
        });
    }
}
