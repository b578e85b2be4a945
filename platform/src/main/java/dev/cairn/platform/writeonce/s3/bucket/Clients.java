package dev.cairn.platform.writeonce.s3.bucket;

import dev.cairn.platform.writeonce.WriteOnceProperties;
import io.minio.Http;
import io.minio.MinioAsyncClient;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import javax.net.ssl.X509TrustManager;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;

/** How the server is talked to: with time limits on each step, and requests tried again that it was too busy for. */
final class Clients {

    private static final int REQUESTS_AT_ONCE = 64;

    private Clients() {}

    /** @param trust whose authorities are trusted; null for those that Java trusts */
    static MinioAsyncClient client(WriteOnceProperties.S3 place, @Nullable SslBundle trust) {
        ExecutorService threads = Executors.newCachedThreadPool(work -> {
            var daemon = new Thread(work, "write-once-s3");
            daemon.setDaemon(true);
            return daemon;
        });
        var dispatcher = new Dispatcher(threads);
        dispatcher.setMaxRequests(REQUESTS_AT_ONCE);
        dispatcher.setMaxRequestsPerHost(REQUESTS_AT_ONCE);
        var http = trusting(trust)
                .dispatcher(dispatcher)
                .protocols(List.of(Protocol.HTTP_1_1))
                .addInterceptor(new Http.StatusRetryInterceptor())
                .connectTimeout(place.connectTimeout())
                .readTimeout(place.answerTimeout())
                .writeTimeout(place.answerTimeout())
                .build();
        return MinioAsyncClient.builder()
                .endpoint(place.endpoint())
                .region(place.region())
                .credentials(place.accessKey(), place.secretKey())
                .httpClient(http, true)
                .build();
    }

    private static OkHttpClient.Builder trusting(@Nullable SslBundle trust) {
        var http = new OkHttpClient.Builder();
        if (trust == null) {
            return http;
        }
        X509TrustManager authorities = Stream.of(trust.getManagers().getTrustManagers())
                .filter(X509TrustManager.class::isInstance)
                .map(X509TrustManager.class::cast)
                .findFirst()
                .orElseThrow();
        return http.sslSocketFactory(trust.createSslContext().getSocketFactory(), authorities);
    }
}
