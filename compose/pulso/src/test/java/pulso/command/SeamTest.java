package pulso.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Generations that fold a part of the day are promoted: the rest comes from those before them, and stays. */
@Tag("long")
final class SeamTest {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    /** What ClickHouse keeps of a generation, and what tells its rows apart. */
    private static final List<String> TABLES = List.of("passages", "agent_intervals", "queue_minutes", "agent_minutes");

    @TempDir
    Path folder;

    @Test
    void shouldShowTheWholeDayThoughGenerationsFoldPartsOfIt() throws Exception {
        try (var centre = new SimulatedCentre(folder.resolve("mariadb"), 9, 0.1, 0)) {
            centre.writeUntilThePipelineStarts();
            try (var captured = new CapturedCentre(centre, folder.resolve("pulso"));
                    var warehouse = new Warehouse(captured.ports().clickHouse())) {
                captured.awaitReady();
                captured.awaitDrained();
                var replays = new Replays(captured.ports());

                // When it folds only what is later
                promoteLate(replays, "noon", centre.at(12, 0));

                // Then
                captured.awaitDrained();
                assertSame(warehouse, "pulso_g1", "pulso_noon");
                centre.simulator().writeUntil(centre.at(17, 0));
                captured.awaitDrained();
                assertTold(centre, captured, warehouse);
                assertEachRowOnce(warehouse);

                // When topics hold nothing more of what it copies, and its database is dropped
                replays.deleteRecords(topics("noon"));
                promoteLate(replays, "two", centre.at(14, 0));
                captured.awaitDrained();
                assertSame(warehouse, "pulso_noon", "pulso_two");
                warehouse.execute("DROP DATABASE pulso_two SYNC");

                // Then
                Await.until(
                        "all is there again",
                        LIMIT,
                        captured::log,
                        () -> differing(warehouse, "pulso_noon", "pulso_two").isEmpty());
                assertThat(captured.log()).contains("pulso_two lacked what noon holds");

                // When it folds only what is earlier
                var early =
                        replays.run("--as", "early", "--to", centre.at(12, 0).toString());
                assertThat(early.exitCode()).as(early.output()).isZero();
                promote(replays, "early");

                // Then
                captured.awaitDrained();
                assertSame(warehouse, "pulso_noon", "pulso_early");
                centre.writeToEnd();
                captured.awaitDrained();
                assertWarehouseTellsTheDay(centre, warehouse);
                assertEachRowOnce(warehouse);

                // When what it has from others is nowhere any more
                for (var name : List.of("g1", "noon", "two")) {
                    assertThat(replays.run("--drop", name).exitCode()).isZero();
                }
                warehouse.execute("DROP DATABASE pulso_early SYNC");

                // Then
                Await.until(
                        "it says so",
                        LIMIT,
                        captured::log,
                        () -> captured.log()
                                .contains("./pulso replay --as NAME folds the raw topics from their beginning"));
            }
        }
    }

    private void promoteLate(Replays replays, String name, Instant from) throws Exception {
        try (var begun = replays.beginAndFollow(folder.resolve(name), "--as", name, "--from", from.toString())) {
            promote(replays, name);
            assertThat(begun.awaitEnd(LIMIT)).as(begun.toString()).isZero();
        }
    }

    private static void promote(Replays replays, String name) throws InterruptedException {
        var promoted = replays.promote(name);
        assertThat(promoted.exitCode()).as(promoted.output()).isZero();
        assertThat(promoted.output()).contains("it is folded by the Pulso that runs all the time");
    }

    private static List<String> topics(String generation) {
        return Stream.of("passages", "agent-intervals", "kpi.queue-minutes", "kpi.agent-minutes")
                .map(topic -> "pulso." + generation + '.' + topic)
                .toList();
    }

    private static void assertSame(Warehouse warehouse, String one, String other) throws Exception {
        assertThat(warehouse.column("SELECT toString(count()) FROM " + one + ".passages FINAL WHERE enter < now()"))
                .isNotEqualTo(List.of("0"));
        assertThat(differing(warehouse, one, other)).isEmpty();
    }

    /** Rows of the tables that only one of two generations has, whatever offsets they have. */
    private static List<String> differing(Warehouse warehouse, String one, String other) throws Exception {
        var rows = TABLES.stream()
                .flatMap(table -> Stream.of(without(table, one, other), without(table, other, one)))
                .reduce((a, b) -> a + " UNION ALL " + b)
                .orElseThrow();
        return warehouse.column("SELECT text FROM (" + rows + ") ORDER BY text LIMIT 20");
    }

    private static String without(String table, String one, String other) {
        var rows = "SELECT toJSONString(tuple(* EXCEPT (version, is_deleted))) AS row FROM %s." + table + " FINAL";
        return "SELECT concat('%1$s has of %3$s ', row) AS text FROM (%4$s EXCEPT %5$s)"
                .formatted(one, other, table, rows.formatted(one), rows.formatted(other));
    }

    private static void assertEachRowOnce(Warehouse warehouse) throws Exception {
        assertThat(
                        warehouse.column(
                                "SELECT concat(interaction, ' ', queue) FROM pulso.passages GROUP BY source, channel, interaction, queue, ordinal HAVING count() > 1"))
                .isEmpty();
        assertThat(
                        warehouse.column(
                                "SELECT queue FROM pulso.queue_minutes GROUP BY source, channel, queue, minute HAVING count() > 1"))
                .isEmpty();
    }

    /** While people are still logged in, by the board and by ClickHouse. */
    private static void assertTold(SimulatedCentre centre, CapturedCentre captured, Warehouse warehouse)
            throws Exception {
        var from = centre.at(9, 7);
        var to = centre.at(16, 44);
        var truth = FigureSheet.of(centre.ledger().figures(from, to, 20, SimulatedCentre.SHORT_SECONDS));
        var wall = captured.board().figures(RawTopics.SOURCE, from, to, 20);
        var told = warehouse.figures(RawTopics.SOURCE, from, to, 20);
        assertThat(wall.differencesOfQueues(truth, FigureSheet.OF_QUEUES)).isEmpty();
        assertThat(told.differencesOfQueues(truth, FigureSheet.OF_QUEUES)).isEmpty();
        assertThat(told.queues()).isNotEmpty();
    }

    /** The board keeps only what topics hold; ClickHouse tells the whole day, by minutes and without them. */
    private static void assertWarehouseTellsTheDay(SimulatedCentre centre, Warehouse warehouse) throws Exception {
        var from = centre.at(0, 0);
        var to = centre.at(24, 0);
        var truth = FigureSheet.of(centre.ledger().figures(from, to, 20, SimulatedCentre.SHORT_SECONDS));
        var told = warehouse.figures(RawTopics.SOURCE, from, to, 20);
        var apart = warehouse.apart(RawTopics.SOURCE, from, to, 20);
        assertThat(told.differencesOfQueues(truth, FigureSheet.OF_QUEUES)).isEmpty();
        assertThat(told.differencesOfAgents(truth, FigureSheet.OF_AGENTS)).isEmpty();
        assertThat(apart.differencesOfQueues(truth, FigureSheet.OF_QUEUES)).isEmpty();
        assertThat(apart.differencesOfAgents(truth, FigureSheet.OF_AGENTS)).isEmpty();
    }
}
