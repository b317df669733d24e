package pulso.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pulso.schemas.source.Operation;
import pulso.schemas.source.Row;
import pulso.schemas.source.RowChange;
import pulso.schemas.source.RowIdentity;

/** The whole pipeline, killed where it hurts and started again on the same data. */
final class KilledPipelineTest {
    private static final String QUEUE_LOG = "QUEUE_LOG_REPO";
    private static final String CDR = "CDR_REPO";
    private static final int MOST_SNAPSHOTS = 4;
    private static final int KILLS_IN_THE_STREAM = 3;
    private static final int ROWS_PER_SECOND = 250;
    private static final Duration LONGEST_WRITING = Duration.ofMinutes(2);
    private static final int LONGEST_BREATH_MS = 1_000;

    @TempDir
    Path folder;

    @Test
    void shouldCountEachRowOnceHoweverOftenItIsKilled() throws Exception {
        try (var centre = new SimulatedCentre(folder.resolve("mariadb"), 2)) {
            centre.writeUntilThePipelineStarts();
            try (var captured = killedInItsSnapshot(centre)) {
                // When
                killInTheStream(centre, captured);
                captured.awaitReady();
                captured.awaitDrained();

                // Then
                captured.assertWitnessesAgree();
                var status = Objects.requireNonNull(captured.topics().status());
                var changes = captured.topics().changes(QUEUE_LOG);
                assertThat(centre.rows(QUEUE_LOG)).hasSizeGreaterThan(20_000);
                assertThat(status.epoch()).isEqualTo(status.completeEpoch());
                assertThat(changes.stream().filter(KilledPipelineTest::isOfTheKilledSnapshot))
                        .as("rows of the snapshot that was cut off")
                        .isNotEmpty();
                assertHolds(changes, status.completeEpoch(), centre.rows(QUEUE_LOG));
                assertHolds(captured.topics().changes(CDR), status.completeEpoch(), centre.rows(CDR));
                assertIsInClickHouse(captured, centre);
            }
        }
    }

    /** A pipeline that was killed while it read the tables, and has read them since. */
    private CapturedCentre killedInItsSnapshot(SimulatedCentre centre) throws Exception {
        for (int attempt = 1; attempt <= MOST_SNAPSHOTS; attempt++) {
            var captured = new CapturedCentre(centre, folder.resolve("pulso-" + attempt));
            try {
                captured.awaitRecordsBeyond(QUEUE_LOG, 0);
                captured.killAndStartAgain();
                captured.awaitReady();
                var status = captured.topics().status();
                if (status != null && status.completeEpoch() > 1) {
                    return captured;
                }
            } catch (Exception | AssertionError e) {
                captured.close();
                throw e;
            }
            captured.close();
        }
        throw new AssertionError("each of " + MOST_SNAPSHOTS + " snapshots was over before it could be killed");
    }

    /** Kills it while rows come, and lets some more come while it is down. */
    private static void killInTheStream(SimulatedCentre centre, CapturedCentre captured) throws Exception {
        var chance = new Random(5);
        for (int kill = 0; kill < KILLS_IN_THE_STREAM; kill++) {
            long before = captured.topics().committedEnd(QUEUE_LOG);
            var writing = Thread.ofPlatform()
                    .name("centre")
                    .start(() -> centre.simulator().runAtRate(ROWS_PER_SECOND, LONGEST_WRITING));
            captured.awaitRecordsBeyond(QUEUE_LOG, before);
            Thread.sleep(chance.nextLong(LONGEST_BREATH_MS));
            assertThat(writing.isAlive()).as("rows are still coming").isTrue();
            captured.killAndStartAgain();
            Thread.sleep(LONGEST_BREATH_MS);
            writing.interrupt();
            writing.join();
            captured.awaitReady();
        }
        assertThat(centre.writeToEnd()).as("rows that are left").isPositive();
    }

    private static boolean isOfTheKilledSnapshot(RowChange change) {
        return change.operation() == Operation.READ && change.epoch() == 1;
    }

    /** The complete epoch and what followed it are the table, repeated rows included. */
    private static void assertHolds(List<RowChange> changes, long epoch, List<Row> table) {
        assertThat(changes.stream()
                        .filter(change -> change.operation() != Operation.READ)
                        .map(RowChange::epoch)
                        .distinct())
                .containsExactly(epoch);
        var told = RawTopics.table(changes, epoch);
        var truth = RawTopics.multiset(table);
        assertThat(notIn(told, truth)).as("rows lost").isEmpty();
        assertThat(notIn(truth, told)).as("rows told too often").isEmpty();
    }

    /** A few rows that one multiset holds and the other does not hold as often. */
    private static List<Map.Entry<Row, Integer>> notIn(Map<Row, Integer> rows, Map<Row, Integer> others) {
        return others.entrySet().stream()
                .filter(entry -> !entry.getValue().equals(rows.get(entry.getKey())))
                .limit(5)
                .toList();
    }

    private static void assertIsInClickHouse(CapturedCentre captured, SimulatedCentre centre) throws Exception {
        try (var warehouse = new Warehouse(captured.ports().clickHouse())) {
            var shown = warehouse.identities();
            var rows = centre.rows(QUEUE_LOG);
            var distinct = rows.stream()
                    .map(row -> new BigInteger(RowIdentity.of(QUEUE_LOG, row).hex(), 16))
                    .distinct()
                    .sorted()
                    .toList();
            assertThat(distinct).as("some rows are repeated").hasSizeLessThan(rows.size());
            assertThat(shown).hasSize(distinct.size());
            assertThat(shown.stream().sorted().toList().equals(distinct))
                    .as("ClickHouse shows each identity once")
                    .isTrue();

            var calls = centre.rows(CDR).stream()
                    .map(row -> "%s|%s|%s".formatted(text(row, "uniqueid"), text(row, "guid"), text(row, "userfield")))
                    .sorted()
                    .toList();
            var shownCalls =
                    warehouse.column("SELECT concat(uniqueid, '|', guid, '|', userfield) FROM pulso.cdr").stream()
                            .sorted()
                            .toList();
            assertThat(shownCalls.equals(calls))
                    .as("ClickHouse shows each call as it stands")
                    .isTrue();
        }
    }

    private static String text(Row row, String column) {
        return Objects.requireNonNullElse(row.text(column), "");
    }
}
