package pulso.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import pulso.schemas.webhook.Endpoint;
import pulso.schemas.webhook.Endpoint.Origin;
import pulso.schemas.webhook.Endpoint.Schedule;
import pulso.schemas.webhook.WebhookType;
import pulso.webhook.Receiver.Reply;

/** What a receiver sees, whatever it answers, over days that pass in moments. */
@ExtendWith(SharedCluster.class)
final class DeliveryTest {
    private static final AtomicInteger NUMBERS = new AtomicInteger();
    private static Cluster cluster;

    private final String source = "centre" + NUMBERS.incrementAndGet();
    private final MovableTime time = new MovableTime();
    private WebhookSink sink;

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

    private Endpoint endpoint(String url) {
        return Endpoint.of("to-" + source, source, WebhookType.AGENT_LOG, url, Origin.API, time.instant());
    }

    private WebhookStatus.EndpointStatus status() {
        return sink.status().endpoints().stream()
                .filter(endpoint -> endpoint.id().equals("to-" + source))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void shouldKeepTheOrderOfEachKeyThoughAttemptsFail() {
        // Given a receiver that refuses each third request
        var count = new AtomicInteger();
        try (var receiver = new Receiver((_, _) -> Reply.of(count.incrementAndGet() % 3 == 0 ? 400 : 200))) {
            sink.put(endpoint(receiver.url("/in")));

            // When
            for (int number = 0; number < 20; number++) {
                for (var key : List.of("a", "b", "c")) {
                    cluster.write(source, key, number, number + 1);
                }
            }
            Cluster.await("all are delivered", () -> {
                time.advance(Duration.ofSeconds(6));
                return status().delivered() == 60;
            });

            // Then
            for (var key : List.of("a", "b", "c")) {
                var numbers = receiver.numbers(key);
                assertThat(numbers).isSorted();
                assertThat(new HashSet<>(numbers)).hasSize(20);
            }
            assertThat(receiver.requests()).hasSizeGreaterThan(60);
            assertThat(receiver.requests())
                    .allSatisfy(request -> assertThat(request.id())
                            .isEqualTo("msg_" + source + '_' + request.key() + '_' + request.number()));
        }
    }

    @Test
    void shouldTryTenTimesOverThreeDaysThenGiveUpAndTryAnewWhenAsked() {
        try (var receiver = new Receiver((_, _) -> Reply.of(422))) {
            sink.put(endpoint(receiver.url("/in")));
            cluster.write(source, "a", 1, 3);

            // When
            var pauses = List.of(5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400);
            for (int attempt = 1; attempt < 10; attempt++) {
                int made = attempt;
                Cluster.await(
                        "attempt " + made,
                        () -> receiver.requests().size() == made && status().failedAttempts() == made);
                time.advance(Duration.ofSeconds(pauses.get(attempt - 1) - 2));
                pause();
                assertThat(receiver.requests()).hasSize(made);
                time.advance(Duration.ofSeconds(2 + pauses.get(attempt - 1) / 10));
            }
            Cluster.await("it is given up", () -> status().dead() == 1);

            // Then the next of its key goes on, and the dead one comes again when asked for
            Cluster.await("the next one is tried", () -> receiver.numbers().contains(2));
            Cluster.await(
                    "the letter is written",
                    () -> !sink.deadLetters("to-" + source).isEmpty());
            assertThat(sink.deadLetters("to-" + source)).singleElement().satisfies(letter -> {
                assertThat(letter.event()).isEqualTo("msg_" + source + "_a_1");
                assertThat(letter.attempts()).isEqualTo(10);
                assertThat(letter.status()).isEqualTo(422);
            });
            receiver.answering((_, _) -> Reply.of(204));
            assertThat(sink.redriveDead("to-" + source, Set.of())).isEqualTo(1);
            time.advance(Duration.ofSeconds(10));
            Cluster.await("both are delivered", () -> status().delivered() == 2);
            assertThat(receiver.numbers().subList(11, 13)).containsExactlyInAnyOrder(1, 2);
            assertThat(sink.deadLetters("to-" + source)).isEmpty();
        }
    }

    @Test
    void shouldTryTenTimesAtOnceWhereThatIsAskedFor() {
        try (var receiver = new Receiver((_, _) -> Reply.of(500))) {
            sink.put(endpoint(receiver.url("/in")).withSchedule(Schedule.DBSYNC));
            cluster.write(source, "a", 1, 2);

            Cluster.await("it is given up", () -> {
                time.advance(Duration.ofMillis(200));
                return status().dead() == 1;
            });

            assertThat(receiver.requests()).hasSize(10);
        }
    }

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
    void shouldDisableWhoIsGoneAndBeginAnewWhenAsked() {
        try (var receiver = new Receiver((_, _) -> Reply.of(410))) {
            sink.put(endpoint(receiver.url("/in")));
            cluster.write(source, "a", 1, 4);

            Cluster.await("it is disabled", () -> sink.endpoints().getFirst().isDisabled());
            Cluster.await("all that waited is given up", () -> status().dead() == 3 && status().parked() == 0);
            assertThat(receiver.requests()).hasSize(1);
            assertThat(status().disabledReason()).startsWith("answered 410");
            cluster.write(source, "a", 4, 6);
            receiver.answering((_, _) -> Reply.of(200));
            pause();

            sink.resume("to-" + source);
            cluster.write(source, "a", 6, 8);
            Cluster.await("what comes is delivered", () -> status().delivered() == 2);
            assertThat(receiver.numbers()).containsExactly(1, 6, 7);
        }
    }

    @Test
    void shouldFollowNoRedirect() {
        try (var elsewhere = Receiver.accepting();
                var receiver = new Receiver((_, _) -> Reply.of(302, "Location", elsewhere.url("/there")))) {
            sink.put(endpoint(receiver.url("/in")));
            cluster.write(source, "a", 1, 2);

            Cluster.await("it fails", () -> status().failedAttempts() == 1);
            assertThat(elsewhere.requests()).isEmpty();
            assertThat(sink.deliveries("to-" + source)).singleElement().satisfies(delivery -> {
                assertThat(delivery.status()).isEqualTo(302);
                assertThat(delivery.outcome()).isEqualTo(Delivery.Outcome.RETRY);
                assertThat(delivery.body()).contains("\"number\":1");
                assertThat(delivery.next()).isNotNull();
            });
        }
    }

    @Test
    void shouldGoOnWhereItStoodAfterARestart() {
        try (var receiver = new Receiver((_, _) -> Reply.of(500))) {
            // Given one event that failed and one that waits behind it
            sink.put(endpoint(receiver.url("/in")));
            cluster.write(source, "a", 1, 3);
            Cluster.await("the first attempt", () -> status().failedAttempts() == 1);
            sink.close();
            receiver.answering((_, _) -> Reply.of(200));
            cluster.write(source, "b", 3, 5);

            // When
            sink = cluster.sink(cluster.config(), time.surroundings());
            Cluster.await("what nobody tried is delivered", () -> status().delivered() == 2);
            assertThat(receiver.numbers()).containsExactly(1, 3, 4);
            time.advance(Duration.ofSeconds(6));

            // Then
            Cluster.await("the others too", () -> status().delivered() == 4);
            assertThat(receiver.numbers()).containsExactly(1, 3, 4, 1, 2);
            pause();
            assertThat(receiver.requests()).hasSize(5);
            sink.close();
            sink = cluster.sink(cluster.config(), time.surroundings());
            pause();
            assertThat(receiver.requests())
                    .as("nothing is told twice after an orderly stop")
                    .hasSize(5);
        }
    }

    @Test
    void shouldTellNoHistory() {
        try (var receiver = Receiver.accepting()) {
            sink.put(endpoint(receiver.url("/in")));

            cluster.write(Cluster.event(source, "a", 1, Instant.now().minus(Duration.ofMinutes(61))));
            cluster.write(Cluster.event(source, "a", 2, Instant.now().minus(Duration.ofMinutes(59))));
            cluster.flush();

            Cluster.await("news is delivered", () -> status().delivered() == 1);
            assertThat(receiver.numbers()).containsExactly(2);
            assertThat(sink.status().droppedAsOld()).isEqualTo(1);
        }
    }

    @Test
    void shouldDropWhatHappenedLongBeforeAnybodyRead() {
        try (var receiver = Receiver.accepting()) {
            sink.put(endpoint(receiver.url("/in")));
            cluster.write(source, "a", 1, 2);
            Cluster.await("it is delivered", () -> status().delivered() == 1);
            sink.close();
            cluster.write(source, "a", 2, 4);

            // When the sink was away for two hours
            time.advance(Duration.ofHours(2));
            sink = cluster.sink(cluster.config(), time.surroundings());

            // Then
            Cluster.await("they are counted", () -> sink.status().droppedAsOld() == 2);
            cluster.write(Cluster.event(source, "a", 4, time.instant()));
            cluster.flush();
            Cluster.await("news is delivered", () -> status().delivered() == 1);
            assertThat(receiver.numbers()).containsExactly(1, 4);
        }
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

    @Test
    void shouldTellARangeAgainWithTheSameIds() {
        try (var receiver = Receiver.accepting()) {
            sink.put(endpoint(receiver.url("/in")));
            var nine = Instant.now().minus(Duration.ofMinutes(30)).truncatedTo(ChronoUnit.SECONDS);
            for (int number = 0; number < 10; number++) {
                cluster.write(Cluster.event(source, "a", number, nine.plusSeconds(number)));
            }
            cluster.flush();
            Cluster.await("all are delivered", () -> status().delivered() == 10);

            sink.replay("to-" + source, nine.plusSeconds(3), nine.plusSeconds(6));

            Cluster.await("the range came again", () -> status().delivered() == 13);
            assertThat(receiver.numbers().subList(10, 13)).containsExactly(3, 4, 5);
            assertThat(receiver.requests().get(10).id())
                    .isEqualTo(receiver.requests().get(3).id());
        }
    }

    @Test
    void shouldFireATestOnce() {
        try (var receiver = new Receiver((_, _) -> Reply.of(503))) {
            sink.put(endpoint(receiver.url("/in?x=1")));

            var delivery = sink.testFire("to-" + source, WebhookType.AGENT_BREAK);

            assertThat(delivery.status()).isEqualTo(503);
            assertThat(receiver.requests()).singleElement().satisfies(request -> {
                assertThat(request.path()).isEqualTo("/in?x=1");
                assertThat(request.id()).startsWith("test_").isEqualTo(delivery.event());
            });
            assertThat(sink.deliveries("to-" + source)).hasSize(1);
        }
    }

    @Test
    void shouldDisableWithAReasonWhatCannotBePostedTo() {
        for (var url : List.of(
                "",
                "ftp://example.org/",
                "https://",
                "https://user:word@example.org/",
                "not a url",
                "https://example.org/" + "x".repeat(250),
                "http://10.0.0.1/",
                "https://[::1]/")) {
            assertThat(sink.put(endpoint(url)).reasonOfDisabling()).as(url).isPresent();
        }
        assertThat(sink.put(endpoint("https://example.org/in")).reasonOfDisabling())
                .isEmpty();
    }

    /** Time in which something that must not happen would. */
    private static void pause() {
        try {
            Thread.sleep(400);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
