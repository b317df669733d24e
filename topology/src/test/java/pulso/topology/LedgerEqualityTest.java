package pulso.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pulso.schemas.source.Heartbeat;
import pulso.schemas.source.RowChange;
import pulso.simulator.Rehearsal;
import pulso.simulator.SimulationPlan;
import pulso.topology.intake.RowIntake;

/** A simulated day through the folds gives the ledger's figures, exactly, with every fault the simulator knows. */
class LedgerEqualityTest {
    private static final ZoneId ZONE = ZoneId.of("America/Montevideo");
    private static final Instant START = Instant.parse("2026-11-18T03:00:00Z");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldGiveTheLedgersFiguresForEveryQueueAndAgent(long seed) {
        var collected = new Collected();
        var centre = new Centre(Rows.SOURCE, ZONE, RowIntake.Counts.create(), collected);
        var rows = new Rows(ZONE);
        var end = START.plus(Duration.ofHours(20));

        var ledger = Rehearsal.play(
                SimulationPlan.demo(seed, ZONE, START).withEnd(end), action -> centre.take(rows.of(action)));
        var later = START.plus(2, ChronoUnit.DAYS);
        centre.heartbeat(new Heartbeat(Rows.SOURCE, later, later, ""));

        assertThat(Ledgers.differences(collected, ledger, START, later, 20, later))
                .isEmpty();
        assertThat(Ledgers.differences(collected, ledger, START, later, 45, later))
                .isEmpty();
        assertThat(Ledgers.differences(
                        collected,
                        ledger,
                        START.plus(9, ChronoUnit.HOURS),
                        START.plus(10, ChronoUnit.HOURS),
                        20,
                        later))
                .isEmpty();
        assertThat(collected.rejected).isEmpty();
        assertThat(ledger.rowCounts().get("QUEUE_LOG_REPO")).isGreaterThan(20_000);
        assertThat(ledger.dialerLists(later)).isNotEmpty().allSatisfy(list -> {
            var folded = collected.dialerLists.values().stream()
                    .filter(known -> known.campaign().equals(list.campaign())
                            && known.name().equals(list.list()))
                    .findFirst()
                    .orElseThrow();
            assertThat(folded.records()).isEqualTo(list.records());
            assertThat(folded.ready()).isEqualTo(list.pending());
            assertThat(folded.inProcess()).isEqualTo(list.inProcess());
            assertThat(folded.blocked()).isEqualTo(list.blocked());
        });
    }

    @ParameterizedTest
    @ValueSource(longs = 1)
    void shouldGiveTheSameFiguresWhenTheLogIsACopyMadeADayLater(long seed) {
        var collected = new Collected();
        var centre = new Centre(Rows.SOURCE, ZONE, RowIntake.Counts.create(), collected);
        var rows = new Rows(ZONE);

        var ledger = Rehearsal.play(
                SimulationPlan.demo(seed, ZONE, START).telephonyAlone().withEnd(START.plus(Duration.ofHours(20))),
                action -> centre.take(committedLater(rows.of(action), Duration.ofHours(28))));
        var later = START.plus(3, ChronoUnit.DAYS);
        centre.heartbeat(new Heartbeat(Rows.SOURCE, later, later, ""));

        assertThat(Ledgers.differences(collected, ledger, START, later, 20, later))
                .isEmpty();
        assertThat(collected.rejected).isEmpty();
    }

    private static RowChange committedLater(RowChange change, Duration delay) {
        return new RowChange(
                change.source(),
                change.table(),
                change.operation(),
                change.before(),
                change.after(),
                change.committedAt().plus(delay),
                change.epoch(),
                change.offset(),
                change.position(),
                change.zone());
    }
}
