package dev.cairn.platform.connection;

import dev.cairn.platform.problem.ProblemAutoConfiguration;
import dev.cairn.platform.problem.ProblemWriter;
import java.time.Duration;
import org.apache.catalina.connector.Connector;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** Nobody holds the server's threads by sending slowly. */
@AutoConfiguration(after = ProblemAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
public class ConnectionAutoConfiguration {

    /** One thread in so many may wait for the rest of a body that was refused. */
    private static final int REFUSED = 10;
    /** One thread in so many may work on what one caller sends: sixty-four writers under one name are no attack. */
    private static final int ONES = 2;
    /** Threads that Tomcat has where nothing else is said. */
    private static final int TOMCATS_OWN = 200;

    private static final Duration FORM_TIME = Duration.ofSeconds(10);
    /** Longest silence within a request; a connection may be silent for longer between two. */
    private static final Duration SILENCE = Duration.ofSeconds(20);

    private static final Duration IDLE = Duration.ofSeconds(60);

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> connections(Environment environment) {
        int threads = threads(environment);
        return factory -> {
            factory.addEngineValves(new UnreadBodies(threads / REFUSED), new SlowForms(FORM_TIME));
            factory.addConnectorCustomizers(ConnectionAutoConfiguration::bound);
        };
    }

    /** After security, which knows who calls, and before anything of a body is read. */
    @Bean
    @ConditionalOnBean(ProblemWriter.class)
    FilterRegistrationBean<OnesShare> onesShare(Environment environment, ProblemWriter problems) {
        var registration = new FilterRegistrationBean<>(new OnesShare(threads(environment) / ONES, problems));
        registration.setOrder(-1);
        return registration;
    }

    private static int threads(Environment environment) {
        return environment.getProperty("server.tomcat.threads.max", Integer.class, TOMCATS_OWN);
    }

    private static void bound(Connector connector) {
        connector.setProperty("connectionTimeout", String.valueOf(SILENCE.toMillis()));
        connector.setProperty("keepAliveTimeout", String.valueOf(IDLE.toMillis()));
        // Whoever asks before sending hears of a refusal instead of having to send.
        connector.setProperty("continueResponseTiming", "onRead");
        // What frames a chunk is read in one go, so none of it may be longer than it has to.
        connector.setProperty("maxExtensionSize", "0");
    }
}
