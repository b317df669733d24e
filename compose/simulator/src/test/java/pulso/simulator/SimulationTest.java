package pulso.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import pulso.simulator.WriteAction.CdrInsert;
import pulso.simulator.WriteAction.CdrUpdate;
import pulso.simulator.WriteAction.QueueLogInsert;

class SimulationTest {
    private static final Day DAY = Day.of(Day.plan(7));

    /** The telephony events of uContact's document, the misspelt ones as it writes them. */
    private static final List<String> TELEPHONY_EVENTS = List.of(
            "AGENTLOGIN",
            "AGENTLOGOFF",
            "ABANDON",
            "COMPLETEAGENT",
            "COMPLETECALLER",
            "CONNECT",
            "ENTERQUEUE",
            "EXITEMPTY",
            "EXITWITHKEY",
            "EXITWITHTIMEOUT",
            "RINGNOANSWER",
            "REALPAUSE",
            "REALUNPAUSE",
            "UNBREAK",
            "BREAK",
            "OUTCALL",
            "PAUSE",
            "UNPAUSE",
            "PAUSEALL",
            "UNPAUSEALL",
            "ATTENDEDTRANSFER",
            "BLINDTRANSFER",
            "TRANSFER",
            "HOLD",
            "UNHOLD",
            "FINISHWRAPUP",
            "ADDMEMBER",
            "AGENTDUMP",
            "CREATEDQUEUE",
            "QUEUESTART",
            "REMOVEDMEMBER",
            "STARTCALL",
            "ENDCALL",
            "STARTVIDEOCALL",
            "ENDVIDEOCALL",
            "PHONEENDHOLDOUT",
            "PHONECOMPLETECALLER",
            "PHONEENDHOLDIN",
            "PHONESTARHOLDIN",
            "PHONESTARHOLDOUT",
            "PHONECOMPLETEAGENT",
            "PHONECALLAGENT",
            "PHONECALL",
            "PHONEANSWER");

    @Test
    void shouldGiveTheSameActionsForTheSamePlan() {
        assertThat(Day.of(Day.plan(7)).actions()).isEqualTo(DAY.actions());
    }

    @Test
    void shouldGiveOtherActionsForAnotherSeed() {
        assertThat(Day.of(Day.plan(8)).actions()).isNotEqualTo(DAY.actions());
    }

    @Test
    void shouldNotChangeWhatComesBeforeItsEnd() {
        SimulationPlan endless = SimulationPlan.demo(7, Day.ZONE, Day.MIDNIGHT);
        Simulation simulation = new Simulation(endless);
        long noon = Day.MIDNIGHT.plus(Duration.ofHours(12)).toEpochMilli();

        List<WriteAction> morning =
                DAY.actions().stream().filter(a -> a.writeAtMillis() < noon).toList();

        for (WriteAction expected : morning) {
            assertThat(simulation.next()).isEqualTo(expected);
        }
    }

    @Test
    void shouldWriteInTheOrderOfTheWriteTimes() {
        assertThat(DAY.actions()).isSortedAccordingTo(Comparator.comparingLong(WriteAction::writeAtMillis));
    }

    @Test
    void shouldWriteEveryTelephonyEventInOneDay() {
        for (long seed = 1; seed <= 5; seed++) {
            assertThat(Day.of(Day.plan(seed)).queueLog())
                    .as("seed %s", seed)
                    .extracting(QueueLogInsert::event)
                    .containsAll(TELEPHONY_EVENTS);
        }
    }

    @Test
    void shouldBeAsBusyAsARealCentre() {
        long rows = DAY.ledger().rowCounts().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        assertThat(rows).isBetween(55_000L, 68_000L);
        assertThat(DAY.queueLog().size()).isBetween(38_000, 52_000);
        long inbound = DAY.figures().queues().entrySet().stream()
                .filter(queue -> queue.getKey().endsWith("<-"))
                .mapToLong(queue -> queue.getValue().offered())
                .sum();
        assertThat(inbound).isBetween(3_700L, 4_800L);
        int offered = DAY.figures().channels().values().stream()
                .flatMap(queues -> queues.values().stream())
                .mapToInt(QueueFigures::offered)
                .sum();
        assertThat((double) inbound / offered).isBetween(0.5, 0.65);
        assertThat(DAY.figures().agents()).hasSize(84);
    }

    @Test
    void shouldGrowWithItsScale() {
        Day large = Day.of(Day.plan(7).withScale(3));
        double factor = (double) large.queueLog().size() / DAY.queueLog().size();
        assertThat(factor).isBetween(2.5, 3.5);
        assertThat(large.figures().agents()).hasSize(252);
    }

    @Test
    void shouldEndEveryCallWhenItDrains() {
        assertThat(Day.of(Day.plan(7).telephonyAlone()).ledger().openPassages()).isZero();
        assertThat(Day.of(Day.plan(7).withFaults(Faults.none())).ledger().openPassages())
                .isZero();
        assertThat(DAY.figures().queues().values()).allMatch(queue -> queue.open() == 0);
        assertThat(DAY.actions().getLast().writeAtMillis())
                .isLessThan(Day.MIDNIGHT.plus(Duration.ofHours(27)).toEpochMilli());
    }

    @Test
    void shouldSendEverybodyHomeWhenItDrains() {
        var later = DAY.ledger()
                .figures(Day.MIDNIGHT.plus(Duration.ofHours(27)), Day.MIDNIGHT.plus(Duration.ofHours(28)), 20, 5);
        assertThat(later.agents().values()).allMatch(agent -> agent.login() == 0);
    }

    @Test
    void shouldStampRowsInTheOrderOfTheirOrigids() {
        List<QueueLogInsert> byOrigid = DAY.queueLog().stream()
                .sorted(Comparator.comparingLong(QueueLogInsert::origid))
                .toList();
        assertThat(byOrigid).isSortedAccordingTo(Comparator.comparing(QueueLogInsert::datetime));
    }

    @Test
    void shouldWriteTheHourThatSummerTimeRepeatsTwice() {
        ZoneId madrid = ZoneId.of("Europe/Madrid");
        Instant start = LocalDate.of(2026, 10, 25).atStartOfDay(madrid).toInstant();
        Day autumn = Day.of(SimulationPlan.demo(7, madrid, start).withEnd(start.plus(Duration.ofHours(25))));
        List<LocalDateTime> clock = autumn.queueLog().stream()
                .sorted(Comparator.comparingLong(QueueLogInsert::origid))
                .map(QueueLogInsert::datetime)
                .toList();

        List<Integer> stepsBack = IntStream.range(1, clock.size())
                .filter(i -> clock.get(i).isBefore(clock.get(i - 1)))
                .boxed()
                .toList();

        assertThat(stepsBack).hasSize(1);
        int turn = stepsBack.getFirst();
        assertThat(clock.get(turn - 1)).isBefore(LocalDateTime.of(2026, 10, 25, 3, 0));
        assertThat(clock.get(turn)).isAfterOrEqualTo(LocalDateTime.of(2026, 10, 25, 2, 0));
        assertThat(clock.getLast().toLocalDate()).isEqualTo(LocalDate.of(2026, 10, 26));
    }

    @Test
    void shouldWriteOneCdrForEachCallAndChangeItOnlyAfterwards() {
        var calls = DAY.queueLog().stream()
                .filter(row -> row.event().equals("ENTERQUEUE") || row.event().equals("OUTCALL"))
                .map(QueueLogInsert::callid)
                .collect(Collectors.toSet());
        var inserted = new HashSet<String>();
        for (WriteAction action : DAY.actions()) {
            switch (action) {
                case CdrInsert cdr ->
                    assertThat(inserted.add(cdr.row().uniqueid())).isTrue();
                case CdrUpdate update -> assertThat(inserted).contains(update.uniqueid());
                case QueueLogInsert _,
                        WriteAction.ChatLogInsert _,
                        WriteAction.RowInsert _,
                        WriteAction.RowUpdate _,
                        WriteAction.RowDelete _ -> {}
            }
        }
        assertThat(inserted).containsAll(calls);
    }

    @Test
    void shouldKnowHowManyRowsItGaveOut() {
        assertThat(DAY.ledger().rowCounts())
                .containsEntry("QUEUE_LOG_REPO", (long) DAY.queueLog().size())
                .containsEntry(
                        "CDR_REPO",
                        DAY.actions().stream()
                                .filter(CdrInsert.class::isInstance)
                                .count());
        long different =
                DAY.queueLog().stream().map(row -> row.again(0)).distinct().count();
        long differentChats =
                DAY.chatLog().stream().map(row -> row.again(0)).distinct().count();
        assertThat(DAY.queueLog().size() + DAY.chatLog().size() - DAY.ledger().duplicateRows())
                .isEqualTo(different + differentChats);
    }
}
