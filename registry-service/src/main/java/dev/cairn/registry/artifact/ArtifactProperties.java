package dev.cairn.registry.artifact;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * @param largest artifact that is taken in
 * @param sessionIdle how long a download session may rest before it counts as finished
 */
@ConfigurationProperties("cairn.registry.artifacts")
record ArtifactProperties(
        @DefaultValue("1TB") DataSize largest,
        @DefaultValue("2m") Duration sessionIdle) {}
