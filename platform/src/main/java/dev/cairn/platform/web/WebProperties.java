package dev.cairn.platform.web;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * @param maxBody largest JSON body that is read; content of artifacts is not JSON and has its own limit
 * @param bodyTime how long a JSON body may take to arrive
 */
@ConfigurationProperties("cairn.web")
public record WebProperties(
        @DefaultValue("4MB") DataSize maxBody,
        @DefaultValue("30s") Duration bodyTime) {}
