package dev.cairn.platform.tls;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** Finds, among the causes of a failed call, why the two sides did not come to a TLS connection, and what ends that. */
public final class TlsFault {

    private static final String EXPIRED =
            "the certificate of the other side is no longer valid (%s); have it renewed there";
    private static final String EARLY =
            "the certificate of the other side is not valid yet (%s); compare the clocks of both machines";
    private static final String STRANGER =
            "the certificate of the other side comes from no authority that is trusted here;"
                    + " name the authority's certificate where this connection is configured, and make sure that nobody stands between";
    private static final String OTHER_NAME = "the certificate of the other side is for another name (%s);"
            + " use a name that stands in it, or have one made for this name";
    private static final String NO_TLS =
            "the other side does not speak TLS (%s); switch TLS on there, and compare port and protocol on both sides";
    private static final String OTHERWISE =
            "no TLS connection was made (%s); compare what both sides are configured with";

    private TlsFault() {}

    /** The sentence, without its subject: whoever calls knows which connection it is. Empty when TLS is not at fault. */
    public static Optional<String> of(Throwable failure) {
        String found = null;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String better = sentence(cause);
            found = better == null || found != null && better.startsWith("no TLS") ? found : better;
        }
        return Optional.ofNullable(found);
    }

    /** The same, and what lies at the bottom of the failure where TLS is not at fault. */
    public static String orRoot(Throwable failure) {
        return of(failure).orElseGet(() -> root(failure));
    }

    private static String root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause().getMessage() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }

    private static @Nullable String sentence(Throwable cause) {
        String words = String.valueOf(cause.getMessage());
        if (cause instanceof CertificateExpiredException) {
            return EXPIRED.formatted(words);
        }
        if (cause instanceof CertificateNotYetValidException) {
            return EARLY.formatted(words);
        }
        if (cause instanceof CertPathBuilderException || cause instanceof CertPathValidatorException) {
            return STRANGER;
        }
        if (isAboutNames(cause, words)) {
            return OTHER_NAME.formatted(words);
        }
        if (words.contains("does not support SSL") || words.contains("SSL message")) {
            return NO_TLS.formatted(words);
        }
        return cause instanceof SSLException ? OTHERWISE.formatted(words) : null;
    }

    /** The driver of PostgreSQL and OkHttp compare names by themselves and say so in words of their own. */
    private static boolean isAboutNames(Throwable cause, String words) {
        return cause instanceof SSLPeerUnverifiedException
                || words.contains("hostnameverifier")
                || cause instanceof CertificateException && words.startsWith("No ") && words.contains(" name");
    }
}
