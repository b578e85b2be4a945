package dev.cairn.approval.board;

import dev.cairn.approval.promotion.DisplaceVersion;
import dev.cairn.approval.promotion.Phase;
import dev.cairn.events.types.VersionId;
import dev.cairn.platform.command.Commands;
import dev.cairn.platform.identity.Caller;
import dev.cairn.platform.web.HttpWrites;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Writes about one promotion, under its model's lock; what an approval displaces is recorded in the same write. */
@Component
class PromotionWrites {

    private final HttpWrites writes;
    private final Commands commands;
    private final Promotions promotions;
    private final Evidence evidence;

    PromotionWrites(HttpWrites writes, Commands commands, Promotions promotions, Evidence evidence) {
        this.writes = writes;
        this.commands = commands;
        this.promotions = promotions;
        this.evidence = evidence;
    }

    /**
     * @param decide sends the command, and is under the lock
     * @param head status and headers
     */
    ResponseEntity<PromotionEntry> write(
            Caller caller,
            VersionId version,
            UUID promotion,
            Runnable decide,
            Function<PromotionEntry, ResponseEntity.BodyBuilder> head) {
        return writes.write(
                caller,
                "model:" + version.model(),
                PromotionEntry.class,
                () -> {
                    decide.run();
                    PromotionEntry entry = promotions.require(caller, promotion);
                    displace(entry);
                    return evidence.beside(caller, entry);
                },
                head);
    }

    /** A decision about a promotion that the caller sees, as it stands under the lock. */
    ResponseEntity<PromotionEntry> change(Caller caller, UUID promotion, Consumer<PromotionEntry> decide) {
        VersionId version = promotions.require(caller, promotion).version();
        return write(
                caller,
                version,
                promotion,
                () -> decide.accept(promotions.require(caller, promotion)),
                entry -> ResponseEntity.ok());
    }

    private void displace(PromotionEntry approved) {
        if (approved.state() == Phase.APPROVED && approved.displacedBy() == null) {
            promotions
                    .displacedBy(approved)
                    .forEach(other -> commands.send(new DisplaceVersion(other, approved.id(), approved.version())));
        }
    }
}
