package dev.cairn.registry.version;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param period how long from its registration the store refuses to delete what a version holds */
@ConfigurationProperties("cairn.registry.retention")
record RetentionProperties(@DefaultValue("3650d") Duration period) {}
