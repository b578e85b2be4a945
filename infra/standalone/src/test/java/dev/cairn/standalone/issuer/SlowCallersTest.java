package dev.cairn.standalone.issuer;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.cli.signin.SignIn;
import dev.cairn.test.Clause;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlowCallersTest {

    /** More than the issuer has threads. */
    private static final int CALLERS = 220;

    /** How often it is looked whether a connection ended; far fewer than a body would have bytes. */
    private static final int LOOKS = 600;

    @TempDir
    private static Path directory;

    @ParameterizedTest
    @CsvSource({"/oauth2/token, application/x-www-form-urlencoded", "/oauth2/jwks, application/json"})
    @Clause("REG-3")
    void signsInWhoeverComesWhileManySendSlowly(String address, String type) throws Exception {
        int port = free();
        List<Socket> slow = new ArrayList<>();
        try (var issuer = Issuer.start(Issuer.address(port).toString(), port, directory.resolve("issuer.jwk"))) {
            for (int i = 0; i < CALLERS; i++) {
                slow.add(calling(port, address, type));
            }

            for (Socket caller : slow) {
                assertThat(endsWhileSending(caller)).isTrue();
            }
            assertThat(new SignIn(issuer.address())
                            .withPassword("mia", "mia-demo")
                            .subject())
                    .isEqualTo("mia");
        } finally {
            for (Socket caller : slow) {
                caller.close();
            }
        }
    }

    private static int free() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static Socket calling(int port, String address, String type) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(100);
        socket.getOutputStream().write("""
                POST %s HTTP/1.1\r
                Host: 127.0.0.1:%s\r
                Content-Type: %s\r
                Content-Length: 1000000\r
                \r
                a=""".formatted(address, port, type).getBytes(US_ASCII));
        return socket;
    }

    private static boolean endsWhileSending(Socket socket) throws IOException {
        for (int look = 0; look < LOOKS; look++) {
            try {
                socket.getOutputStream().write('a');
                socket.getInputStream().readAllBytes();
                return true;
            } catch (SocketTimeoutException e) {
                // It is still there
            } catch (SocketException e) {
                return true;
            }
        }
        return false;
    }
}
