package dev.cairn.platform.instance;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How several processes of one service share its work.
 *
 * @param silence for how long PostgreSQL may hear nothing of the process that does what only one may do, before another
 *     takes its place; a process that is paused for less goes on as if nothing had been
 */
@ConfigurationProperties(prefix = "cairn.instances", ignoreUnknownFields = false)
public record InstanceProperties(@DefaultValue("10s") Duration silence) {

    private static final Duration SHORTEST = Duration.ofSeconds(1);

    public InstanceProperties {
        if (silence.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException(
                    "cairn.instances.silence is at least 1s, or a collection of garbage would count as a hang; got "
                            + silence);
        }
    }
}
