package dev.cairn.platform.writeonce.directory;

import dev.cairn.platform.writeonce.Uploads;
import dev.cairn.platform.writeonce.WriteOnceAutoConfiguration;
import dev.cairn.platform.writeonce.WriteOnceProperties;
import java.io.IOException;
import java.time.InstantSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** The store of a service whose {@code cairn.write-once.kind} is {@code directory}. */
@AutoConfiguration(before = WriteOnceAutoConfiguration.class)
@ConditionalOnProperty(name = "cairn.write-once.kind", havingValue = "directory")
@EnableConfigurationProperties(WriteOnceProperties.class)
public class DirectoryStoreAutoConfiguration {

    @Bean
    DirectoryStore writeOnceStore(WriteOnceProperties properties) throws IOException {
        return new DirectoryStore(
                properties.requireDirectory(),
                InstantSource.system(),
                properties.reserve().toBytes());
    }

    @Bean
    Uploads uploads(DirectoryStore store) {
        return store.uploads();
    }
}
