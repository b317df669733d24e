package pulso.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pulso.schemas.topic.RecordKeys;
import pulso.schemas.topic.Topics;
import pulso.schemas.webhook.WebhookEvent;
import pulso.schemas.webhook.WebhookType;
import pulso.schemas.wire.AvroWire;
import pulso.schemas.wire.KafkaSchemaRegistry;

/** The page of webhooks in a real browser, before a Pulso that tells events: needs Node.js, npm and Chromium. */
@Tag("long")
final class WebhooksPageTest {
    private static final Path BROWSER_TESTS = Path.of("..", "..", "sinks", "wallboard", "src", "test", "browser");
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final Ports PORTS = Ports.free();

    @TempDir
    Path folder;

    private volatile int answer = 204;

    @Test
    void shouldLetAPersonManageWebhooks() throws Exception {
        var receiver = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        receiver.createContext("/", this::receive);
        receiver.start();
        var data = folder.resolve("data");
        var settings = Map.of(
                "PULSO_DATA", data.toString(),
                "PULSO_KAFKA_PORT", Integer.toString(PORTS.kafka()),
                "PULSO_HTTP_PORT", Integer.toString(PORTS.http()),
                "PULSO_WEBHOOK_ALLOW", "127.0.0.1");
        try (var process = PulsoProcess.start(folder, "UTC", settings, List.of("run", "--role", "webhook,wallboard"))) {
            var url = "http://127.0.0.1:" + PORTS.http();
            var typed = new Typed(url, data);
            Await.until(
                    "webhooks are there",
                    LIMIT,
                    () -> process,
                    () -> typed.run("list").exitCode() == 0);

            assertThat(run("npm", Map.of(), "install", "--no-audit", "--no-fund", "--no-package-lock", "--silent"))
                    .isZero();
            assertThat(run(
                            "node",
                            Map.of(
                                    "PULSO_URL",
                                    url,
                                    "PULSO_TOKEN",
                                    Files.readString(data.resolve("admin-token"))
                                            .strip(),
                                    "RECEIVER",
                                    "http://127.0.0.1:" + receiver.getAddress().getPort()),
                            "--test",
                            "webhooks.test.js"))
                    .isZero();
        } finally {
            receiver.stop(0);
        }
    }

    private static int run(String program, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        var builder =
                new ProcessBuilder(program).directory(BROWSER_TESTS.toFile()).inheritIO();
        builder.command().addAll(List.of(arguments));
        builder.environment().putAll(environment);
        return builder.start().waitFor();
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath();
            exchange.getRequestBody().readAllBytes();
            if (path.startsWith("/control/answer/")) {
                answer = Integer.parseInt(path.substring("/control/answer/".length()));
                exchange.sendResponseHeaders(204, -1);
            } else if (path.equals("/control/event")) {
                happen();
                exchange.sendResponseHeaders(204, -1);
            } else if (answer == 204) {
                exchange.sendResponseHeaders(answer, -1);
            } else {
                var body = ("the answer to " + answer).getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(answer, body.length);
                exchange.getResponseBody().write(body);
            }
        }
    }

    private static void happen() {
        var topic = Topics.WEBHOOKS;
        var bootstrapServers = "127.0.0.1:" + PORTS.kafka();
        var now = Instant.now();
        var event = new WebhookEvent(
                RawTopics.SOURCE,
                WebhookType.AGENT_BREAK,
                "test_" + UUID.randomUUID(),
                "ana",
                now,
                "UTC",
                now,
                "position",
                List.of(new WebhookEvent.Value("agent", "ana"), new WebhookEvent.Value("isBreak", "true")));
        try (var registry = new KafkaSchemaRegistry(bootstrapServers);
                var producer = new KafkaProducer<>(
                        Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(
                            topic.name(),
                            Topics.partition(event.source()),
                            RecordKeys.of(event).bytes(),
                            new AvroWire(registry).encode(topic.name(), topic.requireCodec(), event)))
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
