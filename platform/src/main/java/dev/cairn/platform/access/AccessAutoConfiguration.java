package dev.cairn.platform.access;

import dev.cairn.platform.eventstore.EventStore;
import dev.cairn.platform.problem.RefusalLog;
import dev.cairn.platform.web.RequestCause;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Refusals on the log. */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableConfigurationProperties(RefusalProperties.class)
public class AccessAutoConfiguration {

    @Bean
    RefusalCounts refusalCounts(EventStore store, @Value("${spring.application.name}") String service) {
        return new RefusalCounts(store, service, Clock.systemUTC());
    }

    @Bean
    RefusalLog refusals(EventStore store, RequestCause causes, RefusalProperties properties, RefusalCounts counts) {
        return new Refusals(store, causes, new RefusalRate(properties.perMinute(), Clock.systemUTC()), counts);
    }
}
