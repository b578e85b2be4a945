package dev.cairn.platform.recovery;

import dev.cairn.platform.command.Cause;
import dev.cairn.platform.relay.Progress;
import java.util.UUID;

/** One run of an operation, as the operation sees it: who asked, and where it tells how far it has come. */
public interface OperationRun extends Progress {

    /** Names the run; the recorded event carries it. */
    UUID id();

    /** Who asked for it. */
    Cause cause();

    /** What is happening, or came of it, in one sentence; the last one stays. */
    @Override
    void say(String sentence);
}
