package dev.cairn.platform.eventstore;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.axonframework.common.IdentifierFactory;

/**
 * Identifiers of Axon's own messages: several for each command, seen by nobody and stored nowhere. Axon would draw them from
 * secure random numbers, where all writers wait for one another. Found by Axon as a service of the class path.
 */
public final class MessageIdentifiers extends IdentifierFactory {

    @Override
    public String generateIdentifier() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }
}
