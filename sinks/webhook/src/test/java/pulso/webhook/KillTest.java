package pulso.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import pulso.schemas.webhook.Endpoint;
import pulso.schemas.webhook.Endpoint.Origin;
import pulso.schemas.webhook.Endpoint.Schedule;
import pulso.webhook.Receiver.Reply;
import pulso.webhook.Receiver.Request;

/** A sink killed amid its deliveries, again and again. */
@ExtendWith(SharedCluster.class)
final class KillTest {
    private static final int KEYS = 10;

    @Test
    void shouldLoseNothingAndRepeatOnlyUnderTheSameIds(Cluster cluster) throws Exception {
        shouldSurvive(cluster, "killed", 1);
    }

    @Test
    @Tag("long")
    void shouldLoseNothingHoweverOftenItIsKilled(Cluster cluster) throws Exception {
        shouldSurvive(cluster, "killed-often", 25);
    }

    private static void shouldSurvive(Cluster cluster, String source, int kills) throws Exception {
        var chance = new Random(11);
        var seen = new AtomicInteger();
        // Given a receiver of which each fiftieth answer is a failure, and events that keep coming
        try (var receiver = new Receiver((_, _) -> Reply.of(seen.incrementAndGet() % 50 == 0 ? 503 : 200))) {
            try (var sink = cluster.sink(cluster.config(), Surroundings.REAL)) {
                sink.endpoints().forEach(endpoint -> sink.remove(endpoint.id()));
                sink.put(Endpoint.of("to-" + source, source, null, receiver.url("/in"), Origin.API, Instant.now())
                        .withSchedule(Schedule.DBSYNC)
                        .withLimits(0, 2));
            }
            var writer = new Writing(cluster, source);
            writer.thread.start();

            // When
            for (int kill = 0; kill < kills; kill++) {
                int before = receiver.requests().size();
                var process = SinkProcess.start(cluster.config());
                try {
                    Cluster.await("it delivers", () -> receiver.requests().size() > before + 20);
                    Thread.sleep(chance.nextLong(1_500));
                } finally {
                    process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
                }
            }
            int written = writer.stop();
            try (var sink = cluster.sink(cluster.config(), Surroundings.REAL)) {
                Cluster.await("all is delivered: " + sink.status(), Duration.ofMinutes(2), () -> {
                    var status = sink.status().endpoints().getFirst();
                    return status.behind() == 0 && status.parked() == 0;
                });
                sink.remove("to-" + source);
            }

            // Then
            assertReceived(receiver.requests(), source, written);
        }
    }

    private static void assertReceived(List<Request> requests, String source, int written) {
        var bodies = new HashMap<String, String>();
        var firsts = new HashMap<String, List<Integer>>();
        var ids = new HashSet<String>();
        for (var request : requests) {
            var body = bodies.putIfAbsent(request.id(), request.body());
            assertThat(body == null || body.equals(request.body())).isTrue();
            if (ids.add(request.id())) {
                firsts.computeIfAbsent(request.key(), _ -> new ArrayList<>()).add(request.number());
            }
        }
        assertThat(ids).as("nothing is lost, of " + source).hasSize(written);
        assertThat(firsts)
                .hasSize(KEYS)
                .allSatisfy((key, numbers) -> assertThat(numbers).as(key).isSorted());
    }

    /** Writes fifty events a second until it is told to stop. */
    private static final class Writing implements Runnable {
        private final Cluster cluster;
        private final String source;
        private final Thread thread = Thread.ofPlatform().unstarted(this);
        private volatile boolean stopping;
        private int number;

        Writing(Cluster cluster, String source) {
            this.cluster = cluster;
            this.source = source;
        }

        @Override
        public void run() {
            while (!stopping) {
                cluster.write(source, "k" + number % KEYS, number, number + 1);
                number++;
                try {
                    Thread.sleep(20);
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }

        int stop() throws InterruptedException {
            stopping = true;
            thread.join();
            return number;
        }
    }
}
