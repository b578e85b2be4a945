package dev.cairn.platform.command;

import java.lang.reflect.Executable;
import java.lang.reflect.Parameter;
import java.time.Instant;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.annotation.ParameterResolver;
import org.axonframework.messaging.annotation.ParameterResolverFactory;
import org.jspecify.annotations.Nullable;

/** Gives a command handler's parameter of type {@link Instant} the time of the decision. */
final class DecisionTime implements ParameterResolverFactory, ParameterResolver<Instant> {

    @Override
    public @Nullable ParameterResolver<Instant> createInstance(Executable handler, Parameter[] parameters, int index) {
        return parameters[index].getType() == Instant.class ? this : null;
    }

    @Override
    public Instant resolveParameterValue(Message<?> message) {
        return Deciding.current().now();
    }

    @Override
    public boolean matches(Message<?> message) {
        return true;
    }
}
