package pulso.benchmark;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Receives webhooks on loopback at next to no cost: {@code /ok} answers 200 and notes how old the event is;
 * {@code /slow}, {@code /bad/...} and a second port do so too until {@code /control/sick}, then they are slow, answer 429,
 * 500 or 410, and refuse connections. {@code /control/report} answers with count, p50 and p99 since the last time.
 */
public final class WebhookReceiver {
    private static final Duration SLOW = Duration.ofSeconds(10);
    private static final String SENT = "\"sentMicros\":";
    private static final int BACKLOG = 4000;
    private static final double MICROS_PER_MILLI = 1000;

    private final ServerSocket second;
    private final AtomicLong count = new AtomicLong();
    private final ConcurrentLinkedQueue<Long> ages = new ConcurrentLinkedQueue<>();
    private volatile boolean sick;

    private record Request(String path, String body) {}

    private WebhookReceiver(ServerSocket second) {
        this.second = second;
    }

    public static void main(String[] arguments) throws IOException {
        try (var first = listen();
                var second = listen()) {
            var receiver = new WebhookReceiver(second);
            var unusedAsItEndsWithTheProcess = Thread.ofPlatform().daemon().start(() -> receiver.accept(second, true));
            System.out.println("ready " + first.getLocalPort() + ' ' + second.getLocalPort());
            receiver.accept(first, false);
        }
    }

    private static ServerSocket listen() throws IOException {
        var listener = new ServerSocket();
        listener.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), BACKLOG);
        return listener;
    }

    private void accept(ServerSocket listener, boolean mayDie) {
        while (!listener.isClosed()) {
            try {
                var socket = listener.accept();
                socket.setTcpNoDelay(true);
                var unusedAsItEndsWithTheConnection = Thread.ofVirtual().start(() -> serve(socket, mayDie));
            } catch (IOException _) {
                return;
            }
        }
    }

    private void serve(Socket socket, boolean mayDie) {
        try (socket) {
            var in = new BufferedInputStream(socket.getInputStream());
            var out = socket.getOutputStream();
            for (var request = read(in); request != null; request = read(in)) {
                if (sick && mayDie) {
                    return;
                }
                out.write(answer(request).getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException | InterruptedException _) {
            // The other side has gone.
        }
    }

    private String answer(Request request) throws IOException, InterruptedException {
        var path = request.path();
        if (path.startsWith("/control/")) {
            return control(path.substring("/control/".length()));
        }
        if (path.equals("/ok")) {
            note(request.body());
        } else if (sick && path.startsWith("/slow")) {
            Thread.sleep(SLOW);
        } else if (sick && path.startsWith("/bad/")) {
            return switch (path.charAt(path.length() - 1) % 3) {
                case 0 -> reply("429 Too Many Requests\r\nRetry-After: 1", "");
                case 1 -> reply("500 Internal Server Error", "");
                default -> reply("410 Gone", "");
            };
        }
        return reply("200 OK", "");
    }

    private void note(String body) {
        int at = body.indexOf(SENT);
        if (at >= 0) {
            long sent = Long.parseLong(body.substring(at + SENT.length(), body.length() - 1));
            ages.add(WebhookLoad.nowMicros() - sent);
        }
        count.incrementAndGet();
    }

    private String control(String command) throws IOException {
        switch (command) {
            case "sick" -> {
                sick = true;
                second.close();
            }
            case "count" -> {
                return reply("200 OK", Long.toString(count.get()));
            }
            default -> {
                return reply("200 OK", report());
            }
        }
        return reply("200 OK", "");
    }

    private String report() {
        var all = LongStream.builder();
        for (Long age = ages.poll(); age != null; age = ages.poll()) {
            all.add(age);
        }
        var sorted = all.build().toArray();
        Arrays.sort(sorted);
        count.set(0);
        return sorted.length + " " + percentile(sorted, 50) + ' ' + percentile(sorted, 99);
    }

    private static double percentile(long[] sorted, int percentile) {
        return sorted.length == 0 ? 0 : sorted[Math.ceilDiv(sorted.length * percentile, 100) - 1] / MICROS_PER_MILLI;
    }

    private static String reply(String status, String body) {
        return "HTTP/1.1 " + status + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private static @Nullable Request read(InputStream in) throws IOException {
        var first = line(in);
        if (first == null) {
            return null;
        }
        int length = 0;
        for (var header = line(in); header != null && !header.isEmpty(); header = line(in)) {
            if (header.regionMatches(true, 0, "content-length:", 0, 15)) {
                length = Integer.parseInt(header.substring(15).strip());
            }
        }
        var body = in.readNBytes(length);
        if (body.length < length) {
            throw new EOFException();
        }
        return new Request(first.split(" ", 3)[1], new String(body, StandardCharsets.UTF_8));
    }

    private static @Nullable String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                return null;
            }
            if (octet != '\r') {
                line.append((char) octet);
            }
        }
        return line.toString();
    }
}
