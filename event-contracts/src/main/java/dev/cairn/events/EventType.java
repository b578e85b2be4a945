package dev.cairn.events;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The logical name of an event and its version, as it stands in {@code ce_type}:
 * {@code dev.cairn.registry.VersionRegistered.v1}. It outlives every class name.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface EventType {
    String value();
}
