package dev.cairn.platform.web;

import dev.cairn.platform.command.Writes;
import dev.cairn.platform.problem.ProblemWriter;
import io.micrometer.tracing.Tracer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.format.FormatterRegistry;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/** Bodies, writes and correlation; JSON as it is in events, but strict. */
@AutoConfiguration(beforeName = "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableConfigurationProperties(WebProperties.class)
public class WebAutoConfiguration {

    @Bean
    JsonMapper jsonMapper() {
        return RequestJson.mapper();
    }

    @Bean
    RequestCause requestCause(ObjectProvider<Tracer> tracer) {
        return new RequestCause(tracer::getIfAvailable);
    }

    @Bean
    HttpWrites httpWrites(Writes writes, RequestCause causes) {
        return new HttpWrites(writes, causes);
    }

    @Bean
    WebMvcConfigurer strictParameters() {
        return new WebMvcConfigurer() {
            @Override
            public void addFormatters(FormatterRegistry registry) {
                registry.addConverterFactory(new EnumParameters());
            }

            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new KnownParameters());
            }
        };
    }

    @Bean
    FilterRegistrationBean<Correlation> correlation() {
        var registration = new FilterRegistrationBean<>(new Correlation());
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 10);
        return registration;
    }

    /** After what a gateway says of itself is taken in, where that is trusted (server.forward-headers-strategy). */
    @Bean
    FilterRegistrationBean<Locations> locations() {
        var registration = new FilterRegistrationBean<>(new Locations());
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 11);
        return registration;
    }

    /** After security, so that nobody unknown makes the service read a body. */
    @Bean
    FilterRegistrationBean<RequestBodies> requestBodies(
            WebProperties properties, ObjectProvider<LargeBodies> large, ProblemWriter problems) {
        var registration = new FilterRegistrationBean<>(
                new RequestBodies(properties, large.stream().toList(), problems));
        registration.setOrder(0);
        return registration;
    }

    /** After bodies were read: Tomcat makes parameters of a form that nobody has read yet. */
    @Bean
    FilterRegistrationBean<RequestParameters> requestParameters(ProblemWriter problems) {
        var registration = new FilterRegistrationBean<>(new RequestParameters(problems));
        registration.setOrder(1);
        return registration;
    }
}
