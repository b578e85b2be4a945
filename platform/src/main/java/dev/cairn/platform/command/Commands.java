package dev.cairn.platform.command;

/** Sends a command to its aggregate; only inside {@link Writes#write}. */
public interface Commands {

    /**
     * Loads the aggregate, lets it decide, appends what it decided, and changes the service's own views: when this
     * returns, the views show it to this transaction.
     *
     * @return what the command's handler returns
     * @throws IllegalStateException outside a write
     */
    <R> R send(Object command);
}
