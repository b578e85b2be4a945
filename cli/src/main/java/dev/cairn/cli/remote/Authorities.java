package dev.cairn.cli.remote;

import dev.cairn.cli.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Whose certificates are trusted: the authorities that Java trusts, and those in the file that {@code CAIRN_CA} names. */
public final class Authorities {

    private Authorities() {}

    /** @throws Failure when there is no such file, or nothing of the kind in it */
    public static SSLContext trusted() {
        return trusting(System.getenv("CAIRN_CA"));
    }

    /** @param file with certificates in PEM; null for Java's alone */
    static SSLContext trusting(@Nullable String file) {
        try {
            return file == null || file.isBlank() ? SSLContext.getDefault() : with(certificates(Path.of(file)));
        } catch (IOException | GeneralSecurityException e) {
            throw new Failure(
                    "The authorities in " + file + " cannot be read: " + e.getMessage(),
                    "CAIRN_CA has to name a file with certificates in PEM, as whoever runs Cairn hands it out",
                    Failure.REFUSED,
                    e);
        }
    }

    private static Collection<? extends Certificate> certificates(Path file)
            throws IOException, GeneralSecurityException {
        try (InputStream content = Files.newInputStream(file)) {
            var found = CertificateFactory.getInstance("X.509").generateCertificates(content);
            if (found.isEmpty()) {
                throw new IOException("there is no certificate in it");
            }
            return found;
        }
    }

    private static SSLContext with(Collection<? extends Certificate> more)
            throws IOException, GeneralSecurityException {
        var all = KeyStore.getInstance(KeyStore.getDefaultType());
        all.load(null, null);
        for (X509Certificate known : authorities(null).getAcceptedIssuers()) {
            all.setCertificateEntry("java-" + all.size(), known);
        }
        for (Certificate added : more) {
            all.setCertificateEntry("added-" + all.size(), added);
        }
        var context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {authorities(all)}, null);
        return context;
    }

    /** @param store null for Java's own */
    private static X509TrustManager authorities(@Nullable KeyStore store) throws GeneralSecurityException {
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509TrustManager authorities) {
                return authorities;
            }
        }
        throw new GeneralSecurityException("this Java has no trust in certificates at all");
    }
}
