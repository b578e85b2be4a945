package dev.cairn.platform.identity;

import dev.cairn.platform.headers.AnswerHeaders;
import dev.cairn.platform.problem.EdgeRefusal;
import dev.cairn.platform.problem.ProblemWriter;
import dev.cairn.platform.problem.Refused;
import java.time.OffsetDateTime;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpHeaders;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Every call is authenticated, but for health, metrics' scrape, where to get a token, and what a service opens to all. */
@AutoConfiguration(
        beforeName =
                "org.springframework.boot.security.oauth2.server.resource.autoconfigure.web.OAuth2ResourceServerWebSecurityAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableConfigurationProperties(IdentityProperties.class)
public class IdentityAutoConfiguration {

    private static final String[] HEALTH = {
        "/actuator/health", "/actuator/health/**", "/actuator/prometheus", "/v3/api-docs", "/v3/api-docs.yaml"
    };

    @Bean
    SecurityFilterChain everyCallIsAuthenticated(
            HttpSecurity http,
            IdentityProperties properties,
            ObjectProvider<SslBundles> bundles,
            ObjectProvider<OpenPaths> open,
            DatabaseClock clock,
            ProblemWriter problems) {
        var metadata = new ResourceMetadata(properties);
        AuthenticationEntryPoint challenge =
                (request, response, failure) -> problems.challenge(request, response, metadata.challenge());
        String[] patterns =
                open.stream().flatMap(paths -> paths.patterns().stream()).toArray(String[]::new);
        // A bearer token is not sent by a browser on its own, so there is nothing to forge; nothing is kept in a
        // session.
        return http.csrf(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(AbstractHttpConfigurer::disable)
                .headers(headers -> headers.defaultsDisabled()
                        .cacheControl(Customizer.withDefaults())
                        .addHeaderWriter(AnswerHeaders::write))
                .authorizeHttpRequests(requests -> requests.requestMatchers(HEALTH)
                        .permitAll()
                        .requestMatchers(patterns)
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .oauth2ResourceServer(server -> server.authenticationManagerResolver(
                                new TrustedIssuers(properties, bundles, clock).resolver())
                        .protectedResourceMetadata(told -> told.protectedResourceMetadataCustomizer(metadata))
                        .authenticationEntryPoint(unlessAway(challenge, problems))
                        .accessDeniedHandler(problems))
                .exceptionHandling(
                        errors -> errors.authenticationEntryPoint(challenge).accessDeniedHandler(problems))
                .build();
    }

    @Bean
    DatabaseClock databaseClock(JdbcClient jdbc) {
        return new DatabaseClock(() -> jdbc.sql("select clock_timestamp()")
                .query(OffsetDateTime.class)
                .single()
                .toInstant());
    }

    /** A token that cannot be checked is not the caller's fault: the same one may be good in a minute. */
    private static AuthenticationEntryPoint unlessAway(AuthenticationEntryPoint challenge, ProblemWriter problems) {
        return (request, response, failure) -> {
            if (failure instanceof IssuerAway) {
                problems.write(request, response, new Refused(EdgeRefusal.UNAVAILABLE, failure.getMessage()));
            } else {
                challenge.commence(request, response, failure);
            }
        };
    }

    /** What Spring Security lets nobody ask is the caller's mistake and no question of who they are. */
    @Bean
    RequestRejectedHandler malformedRequests(ProblemWriter problems) {
        var malformed = new Refused(
                EdgeRefusal.REQUEST_MALFORMED,
                "An address has no '..', '//', ';', no encoded '/', '%' or line break; a header no control characters");
        return (request, response, rejected) -> {
            AnswerHeaders.write(request, response);
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            problems.write(request, response, malformed);
        };
    }

    @Bean
    WebMvcConfigurer callerParameter() {
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new CallerParameter());
            }
        };
    }
}
