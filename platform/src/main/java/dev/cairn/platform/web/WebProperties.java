package dev.cairn.platform.web;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * @param maxBody largest JSON body that is read; content of artifacts is not JSON and has its own limit
 * @param maxLargeBody the same for the addresses of {@link LargeBodies}
 * @param bodiesAtOnce all bodies together of which some part is in memory; whoever comes on top is told to come back
 * @param bodyTime how long a JSON body may take to arrive
 */
@ConfigurationProperties("cairn.web")
public record WebProperties(
        @DefaultValue("64KB") DataSize maxBody,
        @DefaultValue("4MB") DataSize maxLargeBody,
        @DefaultValue("8MB") DataSize bodiesAtOnce,
        @DefaultValue("30s") Duration bodyTime) {

    public WebProperties {
        if (bodiesAtOnce.compareTo(maxLargeBody) < 0) {
            throw new IllegalArgumentException(
                    "cairn.web.bodies-at-once is less than cairn.web.max-large-body, so the largest"
                            + " body would never be taken: raise the one or lower the other");
        }
    }
}
