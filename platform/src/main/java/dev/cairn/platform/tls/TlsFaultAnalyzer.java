package dev.cairn.platform.tls;

import java.sql.SQLException;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/** Says in two sentences why a service does not start that gets no TLS connection; named in {@code META-INF/spring.factories}. */
final class TlsFaultAnalyzer implements FailureAnalyzer {

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        return TlsFault.of(failure)
                .map(sentence -> new FailureAnalysis(
                        connection(failure) + ": " + sentence + ".",
                        "docs/tls.md has the settings of each connection. Nothing was changed; start again when it is mended.",
                        failure))
                .orElse(null);
    }

    private static String connection(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException) {
                return "PostgreSQL (spring.datasource.url, cairn.migration.url)";
            }
            if (cause instanceof KafkaException) {
                return "Kafka (spring.kafka.bootstrap-servers)";
            }
        }
        return "A connection of this service";
    }
}
