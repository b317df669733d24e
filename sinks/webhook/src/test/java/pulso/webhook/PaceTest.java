package pulso.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.Test;
import pulso.schemas.webhook.Endpoint;
import pulso.schemas.webhook.Endpoint.Origin;
import pulso.webhook.Receiver.Reply;

/** How many attempts an endpoint gets, and when: what it bears, what it asks for, what it has room for. */
final class PaceTest extends SinkTest {
    @Test
    void shouldComeBackWhenTheReceiverSaysSo() {
        // Given one that says when to come, in seconds first and as a date then
        try (var receiver = new Receiver((_, earlier) -> switch (earlier.size()) {
            case 0 -> Reply.of(429, "Retry-After", "600");
            case 1 -> Reply.of(503, "Retry-After", httpDate(Duration.ofHours(3)));
            default -> Reply.of(200);
        })) {
            sink.put(endpoint(receiver.url("/in")));
            cluster.write(source, "a", 1, 2);
            Cluster.await("the first attempt", () -> status().failedAttempts() == 1);

            time.advance(Duration.ofSeconds(590));
            pause();
            assertThat(receiver.requests()).hasSize(1);
            time.advance(Duration.ofSeconds(11));
            Cluster.await("the second attempt", () -> status().failedAttempts() == 2);
            time.advance(Duration.ofMinutes(179).minusSeconds(700));
            pause();
            assertThat(receiver.requests()).hasSize(2);
            time.advance(Duration.ofMinutes(20));
            Cluster.await("it is delivered", () -> status().delivered() == 1);
        }
    }

    private String httpDate(Duration in) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(
                time.instant().plus(in).atOffset(ZoneOffset.UTC));
    }

    @Test
    void shouldStopReadingForWhoTakesNothingAndTellAllOfItLater() {
        sink.close();
        sink = cluster.sink(cluster.config().withMaxParked(20), time.surroundings());
        try (var dead = new Receiver((_, _) -> Reply.of(500));
                var alive = Receiver.accepting()) {
            sink.put(endpoint(dead.url("/in")));
            var other = Endpoint.of("other-" + source, source, null, alive.url("/in"), Origin.API, time.instant());
            sink.put(other.withLimits(0, 1));

            // Given far more events than may wait, over a restart
            for (int number = 0; number < 300; number++) {
                cluster.write(Cluster.event(source, "k" + number % 50, number, Instant.now()));
            }
            cluster.flush();
            Cluster.await("the other one has all", () -> alive.requests().size() == 300);
            assertThat(status().parked()).isEqualTo(20);
            assertThat(status().behind()).isGreaterThanOrEqualTo(279);
            sink.close();
            sink = cluster.sink(cluster.config().withMaxParked(20), time.surroundings());
            assertThat(status().parked()).isEqualTo(20);

            // When
            time.advance(Duration.ofHours(3));
            dead.answering((_, _) -> Reply.of(200));
            Cluster.await("all of it is delivered", () -> {
                time.advance(Duration.ofMinutes(1));
                return status().delivered() == 300;
            });

            // Then
            for (int key = 0; key < 50; key++) {
                assertThat(dead.numbers("k" + key).stream().distinct().toList())
                        .hasSize(6)
                        .isSorted();
            }
            assertThat(alive.requests()).hasSize(300);
            Cluster.await("it keeps up again", () -> status().behind() == 0 && status().parked() == 0);
            cluster.write(source, "k1", 300, 301);
            Cluster.await("the next one comes too", () -> status().delivered() == 301);
        }
    }

    @Test
    void shouldSpareWhoDoesNotAnswer() {
        try (var receiver = new Receiver((_, _) -> Reply.of(500))) {
            sink.put(endpoint(receiver.url("/in")).withLimits(0, 1));
            for (int number = 0; number < 30; number++) {
                cluster.write(source, "k" + number, number, number + 1);
            }
            Cluster.await("the breaker is open", () -> status().breaker() == WebhookStatus.Breaker.OPEN);
            pause();
            assertThat(receiver.requests()).hasSize(5);

            // When it answers again, the first attempt after the wait closes the breaker
            receiver.answering((_, _) -> Reply.of(200));
            time.advance(Duration.ofSeconds(34));
            Cluster.await("all are delivered", () -> status().delivered() == 30);
            assertThat(status().breaker()).isEqualTo(WebhookStatus.Breaker.CLOSED);
        }
    }

    @Test
    void shouldHoldBackWhileItIsPausedAndNoMoreThanItsRateAfterwards() {
        try (var receiver = Receiver.accepting()) {
            sink.put(endpoint(receiver.url("/in")).withLimits(10, 4));
            sink.pause("to-" + source);
            for (int number = 0; number < 25; number++) {
                cluster.write(source, "k" + number, number, number + 1);
            }
            pause();
            assertThat(receiver.requests()).isEmpty();

            sink.resume("to-" + source);
            Cluster.await("all are delivered", () -> receiver.requests().size() == 25);

            var requests = receiver.requests();
            assertThat(Duration.between(
                            requests.getFirst().at(), requests.getLast().at()))
                    .isGreaterThan(Duration.ofMillis(1300));
        }
    }
}
