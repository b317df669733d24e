package pulso.wallboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Another generation takes the place of the one that is shown, while people look. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class GenerationChangeTest extends RunningWallboard {
    private static final String BOARD = "/api/v1/board?window=30m";

    @Test
    void shouldTurnToAnotherGenerationWithoutABlink() throws Exception {
        try (var former = writer();
                var coming = writer();
                var wallboard = start(former)) {
            // Given
            var now = Instant.now();
            former.heartbeat(Samples.SOURCE, now);
            former.write(
                    Samples.waiting(Samples.SUPPORT, "c1", now), Samples.waiting(Samples.SALES, "only-of-former", now));
            awaitReady(wallboard);
            await(() -> get(wallboard, BOARD).body().contains(Samples.SALES));
            var odd = Collections.synchronizedList(new ArrayList<String>());
            var looking = new AtomicBoolean(true);
            var looker = Thread.ofVirtual().start(() -> look(wallboard, looking, odd));
            try (var events = EventReader.open(CLIENT, url(wallboard, "/api/v1/stream?window=30m"), null)) {
                assertThat(events.next().name()).isEqualTo("snapshot");

                // When
                coming.heartbeat(Samples.SOURCE, now.minus(Duration.ofMinutes(5)));
                coming.write(Samples.waiting(Samples.SUPPORT, "c1", now), Samples.waiting(Samples.SUPPORT, "c2", now));
                wallboard.follow(coming.topics.generation());
                for (int tick = 0; tick < 2; tick++) {
                    assertThat(events.next().name()).isEqualTo("delta");
                }
                assertThat(wallboard.generation())
                        .as("shown while the other one is behind")
                        .isEqualTo(former.topics.generation());
                await(() -> {
                    coming.heartbeat(Samples.SOURCE, Instant.now());
                    return wallboard.generation().equals(coming.topics.generation());
                });

                // Then
                var snapshot = events.until(event -> event.name().equals("snapshot"));
                assertThat(snapshot.data()).contains("\"waiting\":2").doesNotContain(Samples.SALES);
                coming.write(Samples.waiting(Samples.SUPPORT, "c3", now));
                events.until(
                        event -> event.name().equals("delta") && event.data().contains("\"waiting\":3"));
                former.write(Samples.waiting(Samples.SALES, "told too late", now));
                assertThat(events.next().data()).doesNotContain(Samples.SALES);
            } finally {
                looking.set(false);
                looker.join();
            }
            assertThat(odd).as("answers that were no whole board").isEmpty();
            assertThat(get(wallboard, BOARD).body()).doesNotContain(Samples.SALES);
        }
    }

    @Test
    void shouldComeBackToTheGenerationThatIsShownWhenTheOtherIsGivenUp() throws Exception {
        try (var former = writer();
                var coming = writer();
                var wallboard = start(former)) {
            former.heartbeat(Samples.SOURCE, Instant.now());
            awaitReady(wallboard);

            wallboard.follow(coming.topics.generation());
            wallboard.follow(former.topics.generation());
            coming.heartbeat(Samples.SOURCE, Instant.now());
            former.write(Samples.waiting(Samples.SUPPORT, "c1", Instant.now()));

            await(() -> get(wallboard, BOARD).body().contains("\"waiting\":1"));
            assertThat(wallboard.generation()).isEqualTo(former.topics.generation());
        }
    }

    private static void look(Wallboard wallboard, AtomicBoolean looking, List<String> odd) {
        while (looking.get()) {
            try {
                var answer = get(wallboard, BOARD);
                if (answer.statusCode() != 200 || !answer.body().contains(Samples.SUPPORT)) {
                    odd.add(answer.statusCode() + " " + answer.body());
                }
            } catch (Exception e) {
                odd.add(e.toString());
            }
        }
    }
}
