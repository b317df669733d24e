package pulso.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import pulso.simulator.Ledger;

/**
 * The simulator's ledger, the board and ClickHouse, asked for the same window of one source. The board alone counts a
 * conversation while it goes on, so agents whose last one was never ended are compared between the other two.
 */
final class Witnesses {
    private Witnesses() {}

    /** A window [from, to), and T of its service level. */
    record Window(Instant from, Instant to, int threshold) {
        @Override
        public String toString() {
            return "[%s, %s) at %d s: ".formatted(from, to, threshold);
        }
    }

    static void assertAgree(Ledger ledger, String source, BoardClient board, Warehouse warehouse, Window window)
            throws Exception {
        var truth = FigureSheet.of(
                ledger.figures(window.from(), window.to(), window.threshold(), SimulatedCentre.SHORT_SECONDS));
        var wall = board.figures(source, window.from(), window.to(), window.threshold());
        var bi = warehouse.figures(source, window.from(), window.to(), window.threshold());
        assertThat(wall.differencesOfQueues(truth, FigureSheet.OF_QUEUES))
                .as(window + "board, queues")
                .isEmpty();
        assertThat(wall.differencesOfQueues(truth, FigureSheet.MADE_OF_QUEUES))
                .as(window + "board, means and rates of queues")
                .isEmpty();
        assertThat(bi.differencesOfQueues(truth, FigureSheet.OF_QUEUES))
                .as(window + "ClickHouse, queues")
                .isEmpty();
        var apart = warehouse.apart(source, window.from(), window.to(), window.threshold());
        assertThat(apart.differencesOfQueues(truth, FigureSheet.OF_QUEUES))
                .as(window + "ClickHouse without minutes, queues")
                .isEmpty();
        assertThat(apart.differencesOfQueues(truth, FigureSheet.MADE_OF_QUEUES))
                .as(window + "ClickHouse without minutes, means and rates of queues")
                .isEmpty();
        assertThat(apart.differencesOfAgents(truth, FigureSheet.OF_AGENTS))
                .as(window + "ClickHouse without minutes, agents")
                .isEmpty();
        var talking = board.talkingAgents(source);
        assertThat(talking)
                .as("agents in a conversation that nobody ended")
                .hasSizeLessThan(truth.agents().size() / 3);
        assertThat(wall.without(talking).differencesOfAgents(truth.without(talking), FigureSheet.OF_AGENTS))
                .as(window + "board, agents")
                .isEmpty();
        assertThat(wall.without(talking).differencesOfAgents(truth.without(talking), FigureSheet.MADE_OF_AGENTS))
                .as(window + "board, means and rates of agents")
                .isEmpty();
        assertThat(bi.differencesOfAgents(truth, FigureSheet.OF_AGENTS))
                .as(window + "ClickHouse, agents")
                .isEmpty();
        assertThat(bi.differencesOfAgents(truth, List.of("agentDump")))
                .as(window + "ClickHouse, dumps")
                .isEmpty();
    }
}
