package dev.cairn.platform.paging;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Signed cursors. */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableConfigurationProperties(PagingProperties.class)
public class PagingAutoConfiguration {

    @Bean
    Cursors cursors(PagingProperties properties) {
        return new Cursors(properties.secret());
    }
}
