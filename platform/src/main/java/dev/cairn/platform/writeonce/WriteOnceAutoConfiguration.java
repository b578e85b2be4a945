package dev.cairn.platform.writeonce;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** What every store needs besides itself: the broom, the probe, health and meters. */
@AutoConfiguration
@ConditionalOnBean(WriteOnceStore.class)
@EnableConfigurationProperties(WriteOnceProperties.class)
public class WriteOnceAutoConfiguration {

    @Bean
    Upkeep writeOnceUpkeep(WriteOnceStore store, WriteOnceProperties properties, MeterRegistry meters) {
        return new Upkeep(store, properties, InstantSource.system(), new StoreMeters(store, meters));
    }

    @Bean
    StoreHealth writeOnceHealthIndicator(WriteOnceStore store, Upkeep upkeep) {
        return new StoreHealth(store, upkeep);
    }
}
