package dev.cairn.platform.writeonce.s3;

import dev.cairn.platform.writeonce.Uploads;
import dev.cairn.platform.writeonce.WriteOnceAutoConfiguration;
import dev.cairn.platform.writeonce.WriteOnceProperties;
import java.io.IOException;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;

/** The store of a service whose {@code cairn.write-once.kind} is {@code s3}. */
@AutoConfiguration(before = WriteOnceAutoConfiguration.class)
@ConditionalOnProperty(name = "cairn.write-once.kind", havingValue = "s3")
@EnableConfigurationProperties(WriteOnceProperties.class)
public class S3StoreAutoConfiguration {

    @Bean
    S3Store writeOnceStore(WriteOnceProperties properties, ObjectProvider<SslBundles> bundles) throws IOException {
        String trusted = properties.s3().sslBundle();
        return S3Store.open(
                properties.requireS3(),
                trusted == null ? null : bundles.getObject().getBundle(trusted),
                InstantSource.system());
    }

    @Bean
    Uploads uploads(S3Store store) {
        return store.uploads();
    }
}
