package dev.cairn.approval.promotion;

import dev.cairn.platform.command.AggregateType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PromotionConfiguration {

    @Bean
    AggregateType<Promotion> promotionAggregate() {
        return new AggregateType<>(Promotion.class);
    }
}
