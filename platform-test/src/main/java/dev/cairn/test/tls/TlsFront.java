package dev.cairn.test.tls;

import dev.cairn.embedded.ServerCertificate;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** Ends TLS at 127.0.0.1 for a server on this machine that speaks none, with a certificate that is exchanged while it runs. */
public final class TlsFront implements AutoCloseable {

    private final int server;
    private final ServerSocket entrance;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        var thread = new Thread(work, "tls-front");
        thread.setDaemon(true);
        return thread;
    });
    private volatile SSLContext identity;

    /** @param server the port that everything is handed on to */
    public TlsFront(int server, ServerCertificate certificate) {
        this.server = server;
        this.identity = TlsServer.identity(certificate).createSslContext();
        try {
            this.entrance = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::accept);
    }

    public int port() {
        return entrance.getLocalPort();
    }

    /** Whoever comes from now on sees this certificate; nobody resumes what was agreed on under another. */
    public void show(ServerCertificate certificate) {
        identity = TlsServer.identity(certificate).createSslContext();
    }

    /** Ends all connections, as a restart of the server would. */
    public void cut() {
        open.forEach(TlsFront::end);
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                Socket caller = entrance.accept();
                threads.execute(() -> serve(caller));
            } catch (IOException e) {
                // Closed, or the caller is gone already
            }
        }
    }

    private void serve(Socket caller) {
        open.add(caller);
        try (caller;
                var secured = (SSLSocket) identity.getSocketFactory().createSocket(caller, null, true);
                var inside = new Socket(InetAddress.getLoopbackAddress(), server)) {
            secured.setTcpNoDelay(true);
            inside.setTcpNoDelay(true);
            threads.execute(() -> {
                handOn(inside, secured);
                end(caller);
            });
            handOn(secured, inside);
        } catch (IOException e) {
            // The server is away, and its callers hear as much
        } finally {
            open.remove(caller);
        }
    }

    /** Until one of them ends, or does not trust the other's certificate. */
    private static void handOn(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] bytes = new byte[64 * 1024];
            for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                out.write(bytes, 0, count);
                out.flush();
            }
        } catch (IOException e) {
            // Whoever is still there sees it by the end of its own connection
        }
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            entrance.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cut();
        threads.shutdownNow();
    }
}
