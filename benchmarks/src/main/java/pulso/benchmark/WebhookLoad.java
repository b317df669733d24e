package pulso.benchmark;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import pulso.schemas.webhook.Endpoint.DateStyle;
import pulso.schemas.webhook.WebhookEvent;
import pulso.schemas.wire.KafkaSchemaRegistry;
import pulso.webhook.Cidr;
import pulso.webhook.WebhookConfig;
import pulso.webhook.WebhookSink;

/**
 * A process that posts: the sink ({@code sink BOOTSTRAP FOLDER}) until it is ended, or the bare loop
 * ({@code loop URL COUNT THREADS}), which posts the same body with the same client and nothing else.
 */
public final class WebhookLoad {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final int ROUNDS = 8;
    private static final byte[] BODY = body("AgentLog", "agent", "0");

    private WebhookLoad() {}

    static long nowMicros() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments[0].equals("sink")) {
            sink(arguments[1], Path.of(arguments[2]));
        } else {
            loop(URI.create(arguments[1]), Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
        }
    }

    /** A body as uContact's, and when its event was written. */
    static byte[] body(WebhookEvent event, DateStyle dates) {
        return body(event.type().eventName(), event.key(), String.valueOf(event.value("sentMicros")));
    }

    private static byte[] body(String type, String agent, String sentMicros) {
        return ("{\"event\":\"%s\",\"date\":\"2026-05-01 09:00:00\",\"agent\":\"%s\",\"agentNumber\":\"9999\","
                        + "\"agentFullName\":\"Agente Test\",\"campaign\":\"Demo<-\",\"sentMicros\":%s}")
                .formatted(type, agent, sentMicros)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static void sink(String bootstrapServers, Path folder) throws InterruptedException {
        var config = WebhookConfig.of(bootstrapServers, folder).withAllowed(List.of(Cidr.parse("127.0.0.0/8")));
        try (var registry = new KafkaSchemaRegistry(bootstrapServers);
                var sink = WebhookSink.start(config, registry, WebhookLoad::body)) {
            while (!sink.status().healthy()) {
                Thread.sleep(20);
            }
            System.out.println("ready " + sink.endpoints().size());
            Thread.currentThread().join();
        }
    }

    private static void loop(URI url, int count, int threads) throws IOException, InterruptedException {
        try (var client = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setMaxConnPerRoute(threads)
                        .setMaxConnTotal(threads)
                        .build())
                .build()) {
            for (int round = 1; round <= ROUNDS; round++) {
                long cpu = cpuNanos();
                long began = System.nanoTime();
                post(client, url, count, threads);
                System.out.printf(
                        "round %f %f%n",
                        (System.nanoTime() - began) / NANOS_PER_SECOND, (cpuNanos() - cpu) / NANOS_PER_SECOND);
            }
        }
    }

    private static void post(CloseableHttpClient client, URI url, int count, int threads) throws InterruptedException {
        var left = new AtomicInteger(count);
        var running = new ArrayList<Thread>();
        for (int thread = 0; thread < threads; thread++) {
            running.add(Thread.ofVirtual().start(() -> {
                while (left.getAndDecrement() > 0) {
                    post(client, url);
                }
            }));
        }
        for (var thread : running) {
            thread.join();
        }
    }

    private static void post(CloseableHttpClient client, URI url) {
        var request = new HttpPost(url);
        request.setEntity(new ByteArrayEntity(BODY, ContentType.APPLICATION_JSON));
        try {
            client.execute(request, response -> {
                EntityUtils.consume(response.getEntity());
                return response.getCode();
            });
        } catch (IOException e) {
            throw new BenchmarkException("the bare loop failed: " + e);
        }
    }

    private static long cpuNanos() {
        return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
                .getProcessCpuTime();
    }
}
