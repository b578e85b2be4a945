package dev.cairn.registry.artifact;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How the store's content is read again to find what rotted.
 *
 * @param every how long after the end of a round the next begins; each round puts one event per version on the log
 * @param perSecond how much is read in a second, so that a round does not slow downloads
 */
@ConfigurationProperties("cairn.registry.scrub")
record ScrubProperties(
        @DefaultValue("30d") Duration every,
        @DefaultValue("50MB") DataSize perSecond) {}
