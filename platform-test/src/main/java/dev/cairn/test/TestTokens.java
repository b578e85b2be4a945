package dev.cairn.test;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An issuer for tests: real signatures, real keys over HTTP, and tokens that are wrong in every way that matters. */
public final class TestTokens {

    /** The {@code iss} of its tokens. */
    public static final String ISSUER = "https://issuer.test";

    private static final ECKey KEY = key("right");
    private static final ECKey OTHER_KEY = key("right");
    private static final HttpServer KEYS = serve();

    private TestTokens() {}

    /** What a service has to be told to trust this issuer. */
    public static Map<String, Object> springProperties() {
        return Map.of(
                "cairn.identity.issuers[0].uri",
                ISSUER,
                "cairn.identity.issuers[0].jwk-set-uri",
                "http://127.0.0.1:" + KEYS.getAddress().getPort() + "/jwks",
                "cairn.paging.secret",
                "a-secret-of-the-tests");
    }

    /** What its address answers, for a test that serves the keys in another way. */
    public static byte[] keySet() {
        return new JWKSet(KEY.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
    }

    /** A good token of a person. */
    public static String of(String subject, String... roles) {
        return signed(KEY, claims(subject, roles));
    }

    /** A good token of a machine that {@code owner} answers for. */
    public static String machine(String subject, String owner, String... roles) {
        return signed(
                KEY,
                new JWTClaimsSet.Builder(claims(subject, roles))
                        .claim("owner", ISSUER + "#" + owner)
                        .build());
    }

    /** A good token of a person who proved who they are at that time ({@code auth_time}). */
    public static String signedIn(Instant at, String subject, String... roles) {
        return with(subject, roles, claims -> claims.claim("auth_time", at.getEpochSecond()));
    }

    /** A token of Mia, an ml-engineer, that is good but for this claim. */
    public static String claiming(String claim, @Nullable Object value) {
        return with("mia", new String[] {"ml-engineer"}, claims -> claims.claim(claim, value));
    }

    public static String expired(String subject, String... roles) {
        return with(
                subject,
                roles,
                claims -> claims.expirationTime(Date.from(Instant.now().minus(Duration.ofHours(1)))));
    }

    /** Without {@code exp}. */
    public static String withoutEnd(String subject, String... roles) {
        return with(subject, roles, claims -> claims.expirationTime(null));
    }

    public static String ofAnotherIssuer(String subject, String... roles) {
        return with(subject, roles, claims -> claims.issuer("https://elsewhere.test"));
    }

    public static String forAnotherAudience(String subject, String... roles) {
        return with(subject, roles, claims -> claims.audience("billing"));
    }

    /** Names the right key and is signed by another. */
    public static String signedByAnotherKey(String subject, String... roles) {
        return signed(OTHER_KEY, claims(subject, roles));
    }

    /** {@code alg: none} */
    public static String unsigned(String subject, String... roles) {
        return new PlainJWT(claims(subject, roles)).serialize();
    }

    private static String with(String subject, String[] roles, Consumer<JWTClaimsSet.Builder> change) {
        var builder = new JWTClaimsSet.Builder(claims(subject, roles));
        change.accept(builder);
        return signed(KEY, builder.build());
    }

    private static JWTClaimsSet claims(String subject, String... roles) {
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .subject(subject)
                .audience("cairn")
                .claim("roles", List.of(roles))
                .issueTime(Date.from(Instant.now()))
                .expirationTime(Date.from(Instant.now().plus(Duration.ofHours(1))))
                .build();
    }

    private static String signed(ECKey key, JWTClaimsSet claims) {
        try {
            var token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("right").build(), claims);
            token.sign(new ECDSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ECKey key(String id) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HttpServer serve() {
        try {
            byte[] keys = keySet();
            var server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
            server.createContext("/jwks", exchange -> {
                exchange.getResponseHeaders().add("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, keys.length);
                exchange.getResponseBody().write(keys);
                exchange.close();
            });
            // A connection that sends nothing must not keep the others waiting
            server.setExecutor(Executors.newCachedThreadPool(work -> {
                var thread = new Thread(work, "test-keys");
                thread.setDaemon(true);
                return thread;
            }));
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
