package dev.cairn.platform.duty;

import dev.cairn.platform.command.Cause;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Something that a service has to do of itself, read off its own views: a question that it has not answered, a request whose
 * time is over. What was done is in the views too, so it is not due any more; nothing else remembers it.
 */
public interface Duty {

    /** In the domain's words and kebab case, for example {@code deployment-answers}. */
    String name();

    /**
     * What is due now, the oldest first.
     *
     * @param but ids that are left out: they failed a moment ago
     * @param limit how many at most
     */
    List<Due> due(Set<UUID> but, int limit);

    /**
     * One thing that is due.
     *
     * @param id tells it from all others of this duty
     * @param lock the key that is locked first, for example {@code model:fraud}
     * @param cause with the event that asked, where one did
     * @param act sends the commands, in a write of its own. Another process may have acted since: the command decides from
     *     its stream, and decides nothing where everything is done.
     */
    record Due(UUID id, String lock, Cause cause, Runnable act) {}
}
