package pulso.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Receivers that mean harm, and names that lead where they should not. */
final class PosterTest {
    private static final Poster.Message MESSAGE =
            new Poster.Message("msg_1", 1, "v1,x", new Body(new byte[] {'{', '}'}));
    private static final byte[] OK = "HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final Duration LIMIT = Duration.ofSeconds(1);

    @TempDir
    Path folder;

    private static Poster poster(List<Cidr> allow, NameLookup names, @Nullable SSLContext tls) {
        var config = WebhookConfig.of("unused", Path.of("unused"))
                .withAllowed(allow)
                .withTimeouts(Duration.ofMillis(500), LIMIT);
        return new Poster(
                config,
                new Surroundings(InstantSource.system(), null, names, Duration.ZERO, tls, Duration.ZERO, () -> 0));
    }

    private static Poster allowingLoopback() {
        return poster(List.of(Cidr.parse("127.0.0.0/8")), Surroundings.REAL.names(), null);
    }

    private static Target target(String url) {
        return new Target(URI.create(url), url.startsWith("http:"));
    }

    private static InetAddress[] addresses(String... texts) throws UnknownHostException {
        var addresses = new InetAddress[texts.length];
        for (int i = 0; i < texts.length; i++) {
            addresses[i] = InetAddress.getByName(texts[i]);
        }
        return addresses;
    }

    /** A server on loopback that answers each connection in its own way. */
    private static final class RawServer implements AutoCloseable {
        private final ServerSocket listener;
        private final AtomicInteger connections = new AtomicInteger();

        interface Answering {
            void answer(Socket socket) throws IOException, InterruptedException;
        }

        RawServer(String address, int port, Answering answering) throws IOException {
            listener = new ServerSocket();
            listener.bind(new InetSocketAddress(InetAddress.ofLiteral(address), port));
            Thread.ofVirtual().start(() -> accept(answering));
        }

        private void accept(Answering answering) {
            while (!listener.isClosed()) {
                try {
                    var socket = listener.accept();
                    connections.incrementAndGet();
                    Thread.ofVirtual().start(() -> {
                        try (socket) {
                            answering.answer(socket);
                        } catch (IOException | InterruptedException _) {
                            // The other side has gone: what these servers are for.
                        }
                    });
                } catch (IOException _) {
                    return;
                }
            }
        }

        int port() {
            return listener.getLocalPort();
        }

        String url(String scheme, String host) {
            return scheme + "://" + host + ':' + port() + "/in";
        }

        @Override
        public void close() throws IOException {
            listener.close();
        }
    }

    private static void drip(OutputStream out, String text) throws IOException, InterruptedException {
        for (byte octet : text.repeat(100).getBytes(StandardCharsets.US_ASCII)) {
            out.write(octet);
            out.flush();
            Thread.sleep(50);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"silence", "header", "body", "handshake"})
    void shouldNotWaitLongerThanItsLimitHoweverSlowlyTheAnswerDrips(String kind) throws IOException {
        try (var server = new RawServer("127.0.0.1", 0, socket -> {
                    var out = socket.getOutputStream();
                    switch (kind) {
                        case "silence" -> Thread.sleep(10_000);
                        case "header" -> drip(out, "HTTP/1.1 200 OK\r\nX-Slow: slow\r\n");
                        case "body" -> {
                            out.write(OK);
                            out.write("Content-Length: 5000\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                            drip(out, "slow");
                        }
                        default -> drip(out, "\u0016\u0003\u0003@\u0000");
                    }
                });
                var poster = allowingLoopback()) {
            var scheme = kind.equals("handshake") ? "https" : "http";
            long began = System.nanoTime();

            var answer = poster.post(target(server.url(scheme, "127.0.0.1")), MESSAGE);

            assertThat(answer.isSuccess()).isFalse();
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(LIMIT.plusMillis(800));
        }
    }

    @Test
    void shouldReadNoMoreThanItsCapOfAnEndlessBody() throws IOException {
        var written = new AtomicLong();
        try (var server = new RawServer("127.0.0.1", 0, socket -> {
                    var out = socket.getOutputStream();
                    out.write(OK);
                    out.write("Content-Length: 10000000000\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    var block = new byte[16 << 10];
                    while (true) {
                        out.write(block);
                        written.addAndGet(block.length);
                    }
                });
                var poster = allowingLoopback()) {
            long began = System.nanoTime();

            var answer = poster.post(target(server.url("http", "127.0.0.1")), MESSAGE);

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.text().length()).isLessThanOrEqualTo(1024);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(LIMIT);
            // What lies in the sockets' buffers is written too.
            assertThat(written).hasValueLessThan(16 << 20);
        }
    }

    @Test
    void shouldRefuseHeadersWithoutEnd() throws IOException {
        try (var server = new RawServer("127.0.0.1", 0, socket -> {
                    var out = socket.getOutputStream();
                    out.write(OK);
                    while (true) {
                        out.write("X-More: more\r\n".getBytes(StandardCharsets.US_ASCII));
                    }
                });
                var poster = allowingLoopback()) {
            assertThat(poster.post(target(server.url("http", "127.0.0.1")), MESSAGE)
                            .status())
                    .isNull();
        }
    }

    @Test
    void shouldHitNothingInternalByWhateverName() throws IOException {
        // Given a server on loopback, and names that lead to what is not public
        var table = Map.of(
                "loopback.test", "127.0.0.1",
                "zero.test", "0.0.0.0",
                "private.test", "10.0.0.1",
                "shared.test", "100.64.1.1",
                "metadata.test", "169.254.169.254",
                "six.test", "::1",
                "mapped.test", "::ffff:127.0.0.1",
                "unique.test", "fd00:ec2::254",
                "translated.test", "64:ff9b::7f00:1");
        NameLookup names = host -> {
            var known = table.get(host);
            return known == null ? Surroundings.REAL.names().addresses(host) : addresses(known);
        };
        try (var internal = new RawServer("127.0.0.1", 0, PosterTest::accept);
                var poster = poster(List.of(), names, null)) {
            // When
            for (var host : table.keySet()) {
                for (var scheme : List.of("http", "https")) {
                    var answer = poster.post(target(internal.url(scheme, host)), MESSAGE);
                    assertThat(answer.status()).as(host).isNull();
                    assertThat(answer.text()).as(host).contains("not public");
                }
            }
            for (var literal : List.of(
                    "127.0.0.1",
                    "127.1",
                    "2130706433",
                    "0x7f000001",
                    "0",
                    "[::1]",
                    "[::ffff:127.0.0.1]",
                    "[::127.0.0.1]",
                    "localhost")) {
                assertThat(poster.post(target(internal.url("http", literal)), MESSAGE)
                                .status())
                        .as(literal)
                        .isNull();
                assertThat(poster.post(target(internal.url("https", literal)), MESSAGE)
                                .status())
                        .as(literal)
                        .isNull();
            }

            // Then
            assertThat(internal.connections).hasValue(0);
        }
    }

    @Test
    void shouldConnectToTheAddressThatWasChecked() throws IOException {
        // Given a name that changes from an allowed address to an internal one and back with each question
        var questions = new AtomicInteger();
        try (var outside = new RawServer("127.0.0.2", 0, PosterTest::accept);
                var internal = new RawServer("127.0.0.1", outside.port(), PosterTest::accept);
                var poster = poster(
                        List.of(Cidr.parse("127.0.0.2/32")),
                        _ -> addresses(questions.incrementAndGet() % 2 == 1 ? "127.0.0.2" : "127.0.0.1"),
                        null)) {
            int delivered = 0;
            for (int attempt = 0; attempt < 20; attempt++) {
                delivered += poster.post(target(outside.url("http", "rebinding.test")), MESSAGE)
                                .isSuccess()
                        ? 1
                        : 0;
            }

            assertThat(internal.connections).hasValue(0);
            assertThat(delivered).isEqualTo(10);
            assertThat(questions).hasValue(20);
        }
    }

    @Test
    void shouldRefuseANameOfWhichOneAddressIsInternal() throws IOException {
        try (var internal = new RawServer("127.0.0.1", 0, PosterTest::accept);
                var poster =
                        poster(List.of(Cidr.parse("127.0.0.2/32")), _ -> addresses("127.0.0.2", "127.0.0.1"), null)) {
            assertThat(poster.post(target(internal.url("http", "both.test")), MESSAGE)
                            .text())
                    .contains("not public");
            assertThat(internal.connections).hasValue(0);
        }
    }

    private static void accept(Socket socket) throws IOException {
        var in = socket.getInputStream();
        var head = new StringBuilder();
        while (head.indexOf("{}") < 0) {
            int octet = in.read();
            if (octet < 0) {
                return;
            }
            head.append((char) octet);
        }
        socket.getOutputStream().write(OK);
        socket.getOutputStream()
                .write("Content-Length: 0\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void shouldHoldTheCertificateToTheNameThoughTheAddressIsPinned() throws Exception {
        var store = keyStore("right.test");
        var server = httpsServer(store);
        try (var poster = poster(List.of(Cidr.parse("127.0.0.0/8")), _ -> addresses("127.0.0.1"), trusting(store));
                var trustingNobody = poster(List.of(Cidr.parse("127.0.0.0/8")), _ -> addresses("127.0.0.1"), null)) {
            int port = server.getAddress().getPort();

            var right = poster.post(target("https://right.test:" + port + "/"), MESSAGE);
            var wrong = poster.post(target("https://wrong.test:" + port + "/"), MESSAGE);
            var unknown = trustingNobody.post(target("https://right.test:" + port + "/"), MESSAGE);

            assertThat(right.status()).as(right.text()).isEqualTo(200);
            assertThat(wrong.status()).isNull();
            assertThat(wrong.text()).contains("wrong.test");
            assertThat(unknown.status()).isNull();
        } finally {
            server.stop(0);
        }
    }

    private KeyStore keyStore(String name) throws Exception {
        var file = folder.resolve("keys.p12");
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "test",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "SAN=dns:" + name,
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "changeit",
                        "-keystore",
                        file.toString())
                .inheritIO()
                .start();
        assertThat(process.waitFor()).isZero();
        var store = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(file)) {
            store.load(in, "changeit".toCharArray());
        }
        return store;
    }

    private static SSLContext trusting(KeyStore store) throws Exception {
        var trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("test", store.getCertificate("test"));
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        var context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }

    private static HttpServer httpsServer(KeyStore store) throws Exception {
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, "changeit".toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        var server = HttpsServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 10);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                exchange.sendResponseHeaders(200, -1);
            }
        });
        server.start();
        return server;
    }
}
