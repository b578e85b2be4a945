package dev.cairn.cli.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import dev.cairn.cli.remote.Api;
import dev.cairn.events.types.Sha256Digest;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.Supplier;

/** A log of up to two entries over HTTP, as an honest service or another would serve it. */
final class ServedLog implements AutoCloseable {

    private final HttpServer server;
    private String name = "log.test";
    private KeyPair keys = newKeys();
    private long size;
    private byte[] root = new byte[32];

    ServedLog() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        serve("/log/vkey", this::key);
        serve("/log/checkpoint", this::checkpoint);
        serve("/api/v1/proofs/consistency", () -> "{\"hashes\": [\"" + base64(leaf(2)) + "\"]}");
        server.start();
    }

    private void serve(String path, Supplier<String> body) {
        server.createContext(path, exchange -> {
            byte[] content = body.get().getBytes(UTF_8);
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
            exchange.close();
        });
    }

    Api api() {
        return new Api(URI.create("http://127.0.0.1:" + server.getAddress().getPort()), () -> "token");
    }

    /** Shows the first entries of its history, or a tree that has nothing to do with it. */
    void show(long entries) {
        size = entries;
        root = switch ((int) entries) {
            case 1 -> leaf(1);
            case 2 -> hash((byte) 1, leaf(1), leaf(2));
            default -> leaf(99);
        };
    }

    /** Shows as many entries as before, others. */
    void forge() {
        root = leaf(77);
    }

    /** From now on it is another log, of another key. */
    void replace(String other) {
        name = other;
        changeKey();
    }

    void changeKey() {
        keys = newKeys();
    }

    String key() {
        return name + "+" + Integer.toHexString(id()) + "+" + base64(encodedKey());
    }

    String checkpoint() {
        String text = name + "\n" + size + "\n" + base64(root) + "\n";
        byte[] signature = sign(text);
        byte[] signed = ByteBuffer.allocate(4 + signature.length)
                .putInt(id())
                .put(signature)
                .array();
        return text + "\n\u2014 " + name + " " + base64(signed) + "\n";
    }

    private byte[] sign(String text) {
        try {
            var signer = Signature.getInstance("Ed25519");
            signer.initSign(keys.getPrivate());
            signer.update(text.getBytes(UTF_8));
            return signer.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private int id() {
        var hasher = Sha256Digest.hasher();
        hasher.update((name + "\n").getBytes(UTF_8));
        return ByteBuffer.wrap(hasher.digest(encodedKey())).getInt();
    }

    private byte[] encodedKey() {
        byte[] x509 = keys.getPublic().getEncoded();
        byte[] key = new byte[33];
        key[0] = 1;
        System.arraycopy(x509, x509.length - 32, key, 1, 32);
        return key;
    }

    private static KeyPair newKeys() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] leaf(int number) {
        byte[] entry = new byte[32];
        Arrays.fill(entry, (byte) number);
        return hash((byte) 0, entry, new byte[0]);
    }

    private static byte[] hash(byte prefix, byte[] left, byte[] right) {
        var hasher = Sha256Digest.hasher();
        hasher.update(prefix);
        hasher.update(left);
        return hasher.digest(right);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
