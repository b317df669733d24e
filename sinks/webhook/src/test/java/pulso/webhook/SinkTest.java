package pulso.webhook;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import pulso.schemas.webhook.Endpoint;
import pulso.schemas.webhook.Endpoint.Origin;
import pulso.schemas.webhook.WebhookType;

/** A sink whose clock a test puts forward, with a source and an endpoint of the test's own. */
@ExtendWith(SharedCluster.class)
abstract class SinkTest {
    private static final AtomicInteger NUMBERS = new AtomicInteger();
    static Cluster cluster;

    final String source = "centre" + NUMBERS.incrementAndGet();
    final MovableTime time = new MovableTime();
    WebhookSink sink;

    @BeforeAll
    static void useCluster(Cluster shared) {
        cluster = shared;
    }

    @BeforeEach
    void startSink() {
        sink = cluster.sink(cluster.config(), time.surroundings());
    }

    @AfterEach
    void stopSink() {
        sink.endpoints().forEach(endpoint -> sink.remove(endpoint.id()));
        sink.close();
        time.close();
    }

    Endpoint endpoint(String url) {
        return Endpoint.of("to-" + source, source, WebhookType.AGENT_LOG, url, Origin.API, time.instant());
    }

    WebhookStatus.EndpointStatus status() {
        return sink.status().endpoints().stream()
                .filter(endpoint -> endpoint.id().equals("to-" + source))
                .findFirst()
                .orElseThrow();
    }

    /** Time in which something that must not happen would. */
    static void pause() {
        try {
            Thread.sleep(400);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
