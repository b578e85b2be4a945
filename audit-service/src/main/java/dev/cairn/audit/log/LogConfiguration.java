package dev.cairn.audit.log;

import dev.cairn.audit.proof.NoteSigner;
import dev.cairn.audit.proof.VerifierKey;
import dev.cairn.audit.tiles.StoredLog;
import dev.cairn.audit.topics.LoggedTopics;
import dev.cairn.events.Topics;
import dev.cairn.platform.broker.BrokerConnection;
import dev.cairn.platform.eventstore.EventStore;
import dev.cairn.platform.instance.InstanceProperties;
import dev.cairn.platform.instance.Sessions;
import dev.cairn.platform.writeonce.WriteOnceStore;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Puts the log together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({LogProperties.class, InstanceProperties.class})
class LogConfiguration {

    private final InstantSource clock = Clock.systemUTC();

    @Bean
    NoteSigner logSigner(LogProperties settings) {
        return SigningKeys.signer(settings.origin(), settings.key());
    }

    @Bean
    LogKeys logKeys(LogProperties settings, NoteSigner signer) {
        return new LogKeys(
                signer.verifier(),
                settings.formerKeys().stream().map(VerifierKey::parse).toList());
    }

    @Bean
    LogSource logSource(WriteOnceStore store, LogProperties settings, LogKeys keys, ServedLog served) {
        return new LogSource(store, settings.origin(), keys.all(), served::newest);
    }

    @Bean
    StoredLog storedLog(LogSource source) {
        return source.open();
    }

    @Bean
    ServedLog servedLog() {
        return new ServedLog();
    }

    @Bean
    LogMeters logMeters(MeterRegistry registry, ServedLog served) {
        return new LogMeters(registry, served, clock);
    }

    @Bean
    LogHealth logHealthIndicator(ServedLog served, WriteOnceStore store) {
        return new LogHealth(served, store);
    }

    @Bean
    LogDatabase logDatabase(
            DataSource connections,
            InstanceProperties instances,
            JdbcTemplate jdbc,
            PlatformTransactionManager transactions,
            EventStore events,
            LogProperties settings,
            LogMeters meters) {
        var alarm = new Alarm(settings.origin(), jdbc, new TransactionTemplate(transactions), events, meters);
        return new LogDatabase(new Sessions(connections, instances.silence()), jdbc, transactions, alarm);
    }

    @Bean
    Publisher logPublisher(NoteSigner signer, StoredLog stored, ServedLog served) {
        return new Publisher(signer, stored, served);
    }

    @Bean
    LoggedTopics loggedTopics(KafkaProperties kafka, KafkaConnectionDetails broker) {
        return new LoggedTopics(BrokerConnection.of(kafka, broker), Topics.all());
    }

    @Bean
    Anchorings logAnchorings(StoredLog stored, WriteOnceStore store, EventStore events, LogProperties settings) {
        return () -> new Anchoring(stored.anchors(), events, store::enforcement, settings.anchorInterval(), clock);
    }

    @Bean
    SequencerLoop sequencerLoop(LogProperties settings, Terms terms, Publisher publisher, ServedLog served) {
        return new SequencerLoop(settings, terms, publisher, served, clock);
    }

    @Bean
    Terms logTerms(
            LogDatabase database, LoggedTopics topics, Publisher publisher, Anchorings anchorings, LogMeters meters) {
        return new Terms(database, topics, publisher, anchorings, meters);
    }
}
