package dev.cairn.platform.duty;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a service looks after what is due.
 *
 * @param poll longest time until something is noticed whose time has come; what an event asks for is noticed at once
 * @param retry pause before what failed is tried again
 */
@ConfigurationProperties(prefix = "cairn.duty", ignoreUnknownFields = false)
record DutyProperties(
        @DefaultValue("500ms") Duration poll,
        @DefaultValue("5s") Duration retry) {}
