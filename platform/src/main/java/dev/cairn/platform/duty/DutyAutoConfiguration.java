package dev.cairn.platform.duty;

import dev.cairn.platform.command.CommandAutoConfiguration;
import dev.cairn.platform.command.Writes;
import java.util.List;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Looks after the duties of a service that has any. */
@AutoConfiguration(after = CommandAutoConfiguration.class)
@ConditionalOnBean(Duty.class)
@EnableConfigurationProperties(DutyProperties.class)
public class DutyAutoConfiguration {

    @Bean
    Duties duties(DutyProperties properties, Writes writes, List<Duty> duties) {
        return new Duties(
                properties,
                duties.stream()
                        .map(duty -> new DutyRound(writes, duty, properties.retry()))
                        .toList());
    }

    @Bean
    DutyHealth dutiesHealthIndicator(Duties duties) {
        return new DutyHealth(duties);
    }

    @Bean
    DutyMeters dutyMeters(Duties duties) {
        return new DutyMeters(duties);
    }
}
