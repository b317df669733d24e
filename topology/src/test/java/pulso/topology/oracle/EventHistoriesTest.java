package pulso.topology.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import pulso.schemas.passage.Channel;
import pulso.schemas.source.Operation;
import pulso.schemas.webhook.WebhookEvent;

/** Generated histories tell each event once, and the same ones through the Kafka topology, stopped anywhere. */
class EventHistoriesTest {
    private static final int COUNT = Integer.getInteger("pulso.histories.events", 15);
    private static final long SEED = Long.getLong("pulso.histories.seed", 20_261_122);

    @Test
    void shouldTellEachEventOnceHoweverOftenItIsStopped() {
        int told = 0;
        for (long seed = SEED; seed < SEED + COUNT; seed++) {
            var history = History.of(seed, List.of(Channel.values()));
            int cut = new Random(seed).nextInt(history.rows().size() + 1);

            var heap = Player.events(history);
            var stream = StreamPlayer.play(history, cut, Operation.CREATE).events;

            assertThat(stream)
                    .as("cut after %d rows of %s", cut, history)
                    .extracting(EventHistoriesTest::withoutPosition)
                    .containsExactlyElementsOf(heap.first().stream()
                            .map(EventHistoriesTest::withoutPosition)
                            .toList());
            assertThat(heap.first())
                    .as(history.toString())
                    .extracting(WebhookEvent::id)
                    .doesNotHaveDuplicates();
            if (!history.hasAmbiguousTimes() && !history.hasLateRows()) {
                assertThat(heap.again()).as(history.toString()).isEmpty();
            }
            told += stream.size();
        }
        assertThat(told).isGreaterThan(COUNT);
    }

    private static List<Object> withoutPosition(WebhookEvent event) {
        return List.of(event.type(), event.id(), event.key(), event.at(), event.values());
    }
}
