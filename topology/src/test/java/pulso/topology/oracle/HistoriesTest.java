package pulso.topology.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import pulso.schemas.passage.Channel;

/**
 * Thousands of generated histories through the folds: every passage and each figure of each queue and agent in each minute
 * is the oracle's. {@code -Dpulso.histories.seed} takes others or repeats a single failing history, {@code
 * -Dpulso.histories.count} makes it longer or shorter. {@link FreshHistoriesTest} takes new ones in each run.
 */
class HistoriesTest {
    private static final long COUNT = Long.getLong("pulso.histories.count", 10_000);
    private static final long SEED = Long.getLong("pulso.histories.seed", 20_261_122);
    /** So many logs can be read in two ways at most; more would mean that the generator makes nonsense. */
    private static final double MOST_UNDECIDED = 0.05;

    @Test
    void shouldGiveTheOraclesFiguresInEveryMinuteOfEveryHistory() {
        play(SEED);
    }

    static void play(long first) {
        System.out.println("Histories: seed " + first + ", " + COUNT + " of them");
        var played = new EnumMap<Player.Way, Integer>(Player.Way.class);
        long rows = 0;
        long figures = 0;
        long undecided = 0;
        for (long seed = first; seed < first + COUNT; seed++) {
            var history = History.of(seed, List.of(Channel.values()));
            var oracle = NaiveOracle.figures(history);
            if (oracle == null) {
                undecided++;
                continue;
            }
            var way = Player.Way.of(history);
            played.merge(way, 1, Integer::sum);
            rows += history.rows().size();
            figures += oracle.size();
            if (!Player.differences(oracle, Player.play(history, way)).isEmpty()) {
                throw new AssertionError(explained(history, way));
            }
        }
        System.out.println("Histories: " + rows + " rows gave " + figures + " figures as the oracle has them; ways "
                + played + "; " + undecided + " can be read in two ways");
        assertThat(undecided).isLessThanOrEqualTo((long) Math.ceil(COUNT * MOST_UNDECIDED));
        assertThat(figures).isGreaterThan(COUNT);
    }

    /** The history without what does not matter, and what differs in it. */
    static String explained(History history, Player.Way way) {
        var smallest = Shrinker.shrink(history, smaller -> differs(smaller, way));
        var text = new ArrayList<String>();
        text.add("a history comes to other figures by the folds than by the oracle (" + way
                + "); repeat with -Dpulso.histories.count=1 -Dpulso.histories.seed=" + history.seed());
        text.add(smallest.toString());
        text.addAll(differences(smallest, way).stream().limit(40).toList());
        return String.join("\n", text);
    }

    private static boolean differs(History history, Player.Way way) {
        return !differences(history, way).isEmpty();
    }

    private static List<String> differences(History history, Player.Way way) {
        try {
            return Player.differences(history, way);
        } catch (RuntimeException | AssertionError e) {
            return List.of(String.valueOf(e));
        }
    }

    /** Every way on the same histories: what comes does not depend on how it came. */
    @Test
    void shouldComeToTheSameFiguresInWhicheverWayAHistoryComes() {
        for (long seed = SEED; seed < SEED + Math.min(COUNT, 200); seed++) {
            var history = History.of(seed, List.of(Channel.values()));
            if (NaiveOracle.figures(history) == null) {
                continue;
            }
            var streamed = Player.play(history, Player.Way.STREAM).figures();
            for (Map.Entry<Player.Way, List<String>> other :
                    others(history, streamed).entrySet()) {
                assertThat(other.getValue())
                        .as("stream against %s of %s", other.getKey(), history)
                        .isEmpty();
            }
        }
    }

    private static Map<Player.Way, List<String>> others(History history, Figures streamed) {
        var differences = new EnumMap<Player.Way, List<String>>(Player.Way.class);
        for (var way : Player.Way.values()) {
            differences.put(
                    way, Figures.differences(streamed, Player.play(history, way).figures()));
        }
        return differences;
    }
}
