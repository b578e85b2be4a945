package dev.cairn.deployment.deployment;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long a deployment waits for approval's answer.
 *
 * @param deadline after which a request is refused; an answer that comes later starts nothing
 * @param patience how long a call waits for the answer, before it says where to look for it
 */
@ConfigurationProperties("cairn.deployment.request")
record RequestProperties(
        @DefaultValue("30s") Duration deadline,
        @DefaultValue("3s") Duration patience) {}
