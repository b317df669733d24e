package pulso.wallboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The event stream on a real port, fed by a real broker. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EventStreamTest extends RunningWallboard {
    @Test
    void shouldNotShowWhatIsNotCommitted() throws Exception {
        try (var writer = writer()) {
            writer.heartbeat(Samples.SOURCE, Instant.now());
            try (var wallboard = start(writer)) {
                awaitReady(wallboard);
                try (var events = EventReader.open(CLIENT, url(wallboard, "/api/v1/stream"), null)) {
                    events.next();
                    writer.writeUncommitted(Samples.waiting(Samples.SALES, "never", Instant.now()));
                    // Two ticks of the stream later it would have been seen.
                    events.next();
                    events.next();
                    assertThat(json(get(wallboard, "/api/v1/passages?open=true"))
                                    .path("passages"))
                            .isEmpty();
                    writer.abort();
                }
            }
        }
    }

    @Test
    void shouldTellAChangeWithinAMomentOfItsCommit() throws Exception {
        try (var writer = writer();
                var wallboard = start(writer)) {
            writer.heartbeat(Samples.SOURCE, Instant.now());
            awaitReady(wallboard);
            try (var events = EventReader.open(CLIENT, url(wallboard, "/api/v1/stream?window=30m"), null)) {
                assertThat(events.next().name()).isEqualTo("snapshot");

                var committed = System.nanoTime();
                writer.write(Samples.waiting(Samples.SUPPORT, "c9", Instant.now()));
                var delta = events.until(event -> event.data().contains(Samples.SUPPORT));

                // Told by the change itself, not by the tick of each second.
                assertThat((System.nanoTime() - committed) / 1_000_000).isLessThan(900);
                assertThat(delta.name()).isEqualTo("delta");
                assertThat(JSON.readTree(delta.data())
                                .at("/queues/0/now/waiting")
                                .asInt())
                        .isEqualTo(1);
            }
        }
    }

    @Test
    void shouldGoOnAfterAnInterruptionWithoutASnapshot() throws Exception {
        try (var writer = writer();
                var wallboard = start(writer)) {
            awaitReady(wallboard);
            String seen;
            try (var events = EventReader.open(CLIENT, url(wallboard, "/api/v1/stream"), null)) {
                seen = events.next().id();
            }
            writer.write(Samples.waiting(Samples.SUPPORT, "c1", Instant.now()));

            try (var events = EventReader.open(CLIENT, url(wallboard, "/api/v1/stream"), seen)) {
                var first = events.next();
                assertThat(first.name()).isEqualTo("delta");
                if (!first.data().contains(Samples.SUPPORT)) {
                    events.until(event ->
                            event.name().equals("delta") && event.data().contains(Samples.SUPPORT));
                }
            }
        }
    }

    @Test
    void shouldNotBeHeldUpByAClientThatDoesNotRead() throws Exception {
        try (var writer = writer();
                var wallboard = start(writer);
                var lazy = new Socket(InetAddress.getLoopbackAddress(), wallboard.port())) {
            awaitReady(wallboard);
            lazy.getOutputStream()
                    .write("GET /api/v1/stream HTTP/1.1\r\nHost: localhost\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            try (var events = EventReader.open(CLIENT, url(wallboard, "/api/v1/stream"), null)) {
                events.next();
                for (int i = 0; i < 300; i++) {
                    writer.write(Samples.waiting(Samples.SUPPORT, "c" + i, Instant.now()));
                }
                events.until(event -> event.data().contains("\"waiting\":300"));
            }
        }
    }

    @Test
    void shouldBoundTheNumberOfStreams() throws Exception {
        try (var writer = writer();
                var wallboard = Wallboard.start(config(writer).withReaders(Set.of(), 1), writer.registry, List.of())) {
            awaitReady(wallboard);
            try (var events = EventReader.open(CLIENT, url(wallboard, "/api/v1/stream"), null)) {
                events.next();
                assertThat(json(get(wallboard, "/api/v1/stream")).path("error").asText())
                        .isEqualTo("too-many-streams");
            }
            await(() -> {
                try (var events = EventReader.open(CLIENT, url(wallboard, "/api/v1/stream"), null)) {
                    return events.next().name().equals("snapshot");
                } catch (IllegalStateException _) {
                    return false;
                }
            });
        }
    }
}
