package pulso.webhook;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

/** Somebody who is told, on loopback: keeps what came and answers as the test wants. */
final class Receiver implements AutoCloseable {
    private static final Pattern NUMBER = Pattern.compile("\"number\":(\\d+)");
    private static final Pattern KEY = Pattern.compile("\"key\":\"([^\"]*)\"");

    private final HttpServer server;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private volatile Answering answering;

    /** What came. */
    record Request(String path, String id, String timestamp, String signature, String body, Instant at) {
        int number() {
            var matcher = NUMBER.matcher(body);
            return matcher.find() ? Integer.parseInt(matcher.group(1)) : -1;
        }

        String key() {
            var matcher = KEY.matcher(body);
            return matcher.find() ? matcher.group(1) : "";
        }
    }

    /** How a request is answered. */
    record Reply(int status, Map<String, String> headers) {
        static Reply of(int status) {
            return new Reply(status, Map.of());
        }

        static Reply of(int status, String header, String value) {
            return new Reply(status, Map.of(header, value));
        }
    }

    /** Decides on each request; {@code earlier} are those before it. */
    interface Answering {
        Reply answer(Request request, List<Request> earlier);
    }

    Receiver(Answering answering) {
        this.answering = answering;
        try {
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 1000);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    static Receiver accepting() {
        return new Receiver((_, _) -> Reply.of(200));
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    void answering(Answering changed) {
        answering = changed;
    }

    List<Request> requests() {
        return List.copyOf(requests);
    }

    List<Integer> numbers() {
        return requests.stream().map(Request::number).toList();
    }

    List<Integer> numbers(String key) {
        return requests.stream()
                .filter(request -> request.key().equals(key))
                .map(Request::number)
                .toList();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var headers = exchange.getRequestHeaders();
            var request = new Request(
                    exchange.getRequestURI().toString(),
                    String.valueOf(headers.getFirst("webhook-id")),
                    String.valueOf(headers.getFirst("webhook-timestamp")),
                    String.valueOf(headers.getFirst("webhook-signature")),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
                    Instant.now());
            var earlier = List.copyOf(requests);
            requests.add(request);
            var reply = answering.answer(request, earlier);
            reply.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(reply.status(), -1);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
