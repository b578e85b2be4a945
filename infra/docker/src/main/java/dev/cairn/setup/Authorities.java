package dev.cairn.setup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;

/** A company's own authorities, which are trusted instead of those that Java trusts. */
record Authorities(X509TrustManager trust) {

    /**
     * @param file has their certificates in PEM
     * @throws IllegalArgumentException when there is none in it
     */
    static Authorities of(Path file) throws GeneralSecurityException, IOException {
        Collection<? extends Certificate> certificates = read(file);
        if (certificates.isEmpty()) {
            throw new IllegalArgumentException(
                    file + " has no certificate in it; it has to have those of the authorities, in PEM");
        }
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        for (Certificate certificate : certificates) {
            store.setCertificateEntry("authority-" + store.size(), certificate);
        }
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return new Authorities((X509TrustManager) factory.getTrustManagers()[0]);
    }

    private static Collection<? extends Certificate> read(Path file) throws GeneralSecurityException, IOException {
        try (InputStream content = Files.newInputStream(file)) {
            return CertificateFactory.getInstance("X.509").generateCertificates(content);
        }
    }

    OkHttpClient client() throws GeneralSecurityException {
        var context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {trust}, null);
        return new OkHttpClient.Builder()
                .sslSocketFactory(context.getSocketFactory(), trust)
                .build();
    }
}
