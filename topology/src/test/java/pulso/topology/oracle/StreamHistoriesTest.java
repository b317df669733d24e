package pulso.topology.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import pulso.schemas.passage.Channel;
import pulso.schemas.source.Operation;

/** Histories through the Kafka topology, stopped anywhere and gone on with: the oracle's figures, as without a stop. */
class StreamHistoriesTest {
    private static final int COUNT = Integer.getInteger("pulso.histories.streams", 60);
    private static final long SEED = Long.getLong("pulso.histories.seed", 20_261_122);

    @Test
    void shouldGiveTheOraclesFiguresThoughItIsStoppedAnywhere() {
        System.out.println("Histories through the topology: seed " + SEED + ", " + COUNT + " of them");
        int played = 0;
        for (long seed = SEED; seed < SEED + COUNT; seed++) {
            var history = History.of(seed, List.of(Channel.values()));
            var oracle = NaiveOracle.figures(history);
            if (oracle == null) {
                continue;
            }
            var random = new Random(seed);
            int cut = random.nextInt(history.rows().size() + 1);
            var before = random.nextBoolean() ? Operation.READ : Operation.CREATE;

            var fold = StreamPlayer.play(history, cut, before);

            played++;
            assertThat(Player.differences(oracle, fold))
                    .as("cut after %d rows, first %s, of %s", cut, before, history)
                    .isEmpty();
        }
        assertThat(played).isGreaterThan(COUNT / 2);
    }
}
