package dev.cairn.platform.command;

import org.axonframework.commandhandling.gateway.CommandGateway;

/** {@link Commands} through Axon's command bus, in the calling thread and its transaction. */
final class AxonCommands implements Commands {

    private final CommandGateway gateway;

    AxonCommands(CommandGateway gateway) {
        this.gateway = gateway;
    }

    @Override
    public <R> R send(Object command) {
        Deciding.current();
        return gateway.sendAndWait(command);
    }
}
