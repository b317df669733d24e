package pulso.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import pulso.schemas.webhook.Endpoint.Schedule;
import pulso.schemas.webhook.WebhookType;
import pulso.webhook.Receiver.Reply;

/** What a receiver sees, whatever it answers, over days that pass in moments. */
final class DeliveryTest extends SinkTest {
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
            assertThat(sink.put(endpoint(url)).disabledReason()).as(url).isNotNull();
        }
        assertThat(sink.put(endpoint("https://example.org/in")).disabledReason())
                .isNull();
    }
}
