package pulso.wallboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pulso.schemas.agent.AgentActivity;
import pulso.schemas.agent.AgentLine;
import pulso.schemas.kpi.AgentMinute;
import pulso.schemas.kpi.QueueMinute;
import pulso.schemas.kpi.ServiceTarget;
import pulso.schemas.passage.Channel;
import pulso.schemas.source.Heartbeat;
import pulso.schemas.wire.AvroWire;
import pulso.schemas.wire.MemorySchemaRegistry;
import pulso.schemas.wire.RecordCodec;

/** Figures by hand: 12:00 to 12:10 in Montevideo, asked at 12:10:30. */
class BoardReaderTest {
    private static final Instant NOON = Instant.parse("2026-11-21T15:00:00Z");
    private static final Instant AS_OF = NOON.plusSeconds(630);
    private static final WallboardConfig CONFIG =
            WallboardConfig.of("unused:9092", "g1", Map.of(Samples.SOURCE, Samples.ZONE), Path.of("unused"));
    private static final QueueKey SALES = new QueueKey(Samples.SOURCE, Channel.TELEPHONY, Samples.SALES);

    private final AvroWire wire = new AvroWire(new MemorySchemaRegistry());
    private Board board = new Board(wire, Duration.ofDays(17), ServiceTarget.DEFAULT);

    @BeforeEach
    void begin() {
        board = new Board(wire, Duration.ofDays(17), ServiceTarget.DEFAULT);
        board.markWhole();
        board.beginBatch();
    }

    @Test
    void shouldMergeMinutesIntoTheWindow() {
        put(minute(0, List.of(3, 25), List.of(2), 60, 10));
        put(minute(5, List.of(20), List.of(40), 100, 5));

        var kpi = queue(query(new Window.Rolling(15))).kpi();

        // In time: 3 and 20. Offered 5, of which one abandoned after 2 s is short.
        assertThat(kpi)
                .containsEntry("offered", 5L)
                .containsEntry("answered", 3L)
                .containsEntry("abandoned", 2L);
        assertThat(kpi).containsEntry("shortAbandoned", 1L).containsEntry("answeredWithin", 2L);
        assertThat(number(kpi, "serviceLevel")).isCloseTo(2.0 / 4, within(1e-9));
        assertThat(number(kpi, "asa")).isCloseTo(48.0 / 3, within(1e-9));
        assertThat(number(kpi, "abandonWait")).isCloseTo(21, within(1e-9));
        assertThat(kpi).containsEntry("waitP50", 20).containsEntry("waitMax", 40);
        assertThat(number(kpi, "aht")).isCloseTo((160.0 + 15) / 3, within(1e-9));
    }

    @Test
    void shouldLeaveOutWhatLiesBeforeTheWindow() {
        put(minute(0, List.of(3), List.of(), 60, 0));
        put(minute(-5, List.of(4, 4), List.of(), 60, 0));

        assertThat(queue(query(new Window.Rolling(10))).kpi()).containsEntry("answered", 1L);
        assertThat(queue(query(new Window.Rolling(9))).kpi()).containsEntry("answered", 0L);
        assertThat(queue(query(new Window.Fixed("2026-11-21T11:55", "2026-11-21T12:00")))
                        .kpi())
                .containsEntry("answered", 2L);
    }

    @Test
    void shouldBeginTodayAtTheCentresMidnight() {
        put(minute(-12 * 60, List.of(1), List.of(), 1, 0));
        put(minute(-12 * 60 - 1, List.of(1, 1, 1, 1), List.of(), 1, 0));

        assertThat(queue(query(new Window.Today())).kpi()).containsEntry("answered", 1L);
    }

    @Test
    void shouldTakeAMinutesNewValueForItsOld() {
        var reader = reader(query(new Window.Today()));
        put(minute(0, List.of(3), List.of(), 60, 0));
        assertThat(only(reader).kpi()).containsEntry("answered", 1L);

        board.beginBatch();
        put(minute(0, List.of(3, 4), List.of(), 60, 0));
        assertThat(only(reader).kpi()).containsEntry("answered", 2L);

        board.beginBatch();
        board.removeQueueMinute(SALES, NOON);
        assertThat(only(reader).kpi()).containsEntry("answered", 0L).containsEntry("serviceLevel", null);
    }

    @Test
    void shouldCountTheOpenPassages() {
        board.putPassage("1", Samples.waiting(Samples.SALES, "c1", AS_OF.minusSeconds(21)));
        board.putPassage("2", Samples.waiting(Samples.SALES, "c2", AS_OF.minusSeconds(20)));
        board.putPassage(
                "3", Samples.ringing(Samples.waiting(Samples.SALES, "c3", AS_OF.minusSeconds(4)), "ana", AS_OF));
        board.putPassage(
                "4", Samples.talking(Samples.SALES, "c4", AS_OF.minusSeconds(90), AS_OF.minusSeconds(80), "ana"));
        board.putPassage(
                "5", Samples.ended(Samples.SALES, "c5", AS_OF.minusSeconds(90), AS_OF.minusSeconds(80), AS_OF, "ana"));

        var now = queue(query(new Window.Today())).now();

        assertThat(now).isEqualTo(new BoardAnswer.Now(3, "2026-11-21T12:10:09-03:00", 1, 1, 0, 1, 0, null, null));
    }

    @Test
    void shouldForgetAPassageThatWasMergedAway() {
        board.putPassage("1", Samples.waiting(Samples.SALES, "c1", AS_OF));
        board.removePassage("1");

        assertThat(queue(query(new Window.Today())).now().waiting()).isZero();
    }

    @Test
    void shouldCountAnAgentInEachQueueAndOnceInAll() {
        board.putAgent(Samples.available("ana", NOON, NOON, Samples.SALES, Samples.SUPPORT));
        board.putAgent(Samples.agent("bob", AgentActivity.ON_BREAK, NOON, NOON, List.of(), Samples.SALES));
        board.putAgent(Samples.wrappingUp("eva", NOON, AS_OF.minusSeconds(1), NOON, Samples.SALES));
        put(minute(0, List.of(3), List.of(), 60, 0));

        var reading = reader(query(new Window.Today())).queues(AS_OF);

        // Eva's planned wrap-up has passed: she is available.
        var expected = new BoardAnswer.AgentCounts(3, 2, 0, 0, 0, 0, 1, 0);
        assertThat(Objects.requireNonNull(reading.queues().get(SALES)).agents()).isEqualTo(expected);
        assertThat(reading.totals().agents()).isEqualTo(expected);
    }

    @Test
    void shouldAddRunningTimeToAnAgentsFigures() {
        put(Samples.session("ana", NOON, 60, 10, 30));
        put(Samples.work("ana", Samples.SALES, NOON, 25, 5, 1));
        var talkSince = AS_OF.minusSeconds(100);
        board.putPassage("1", Samples.talking(Samples.SALES, "c1", talkSince.minusSeconds(5), talkSince, "ana"));
        var holdSince = AS_OF.minusSeconds(30);
        board.putAgent(Samples.agent(
                "ana",
                AgentActivity.ON_HOLD,
                holdSince,
                NOON.plusSeconds(60),
                List.of(new AgentLine(Channel.TELEPHONY, Samples.SALES, "c1", AgentActivity.ON_HOLD, holdSince, null)),
                Samples.SALES));

        var worked = agent("ana", new Window.Today()).worked();

        assertThat(worked.login()).isEqualTo(60 + 570);
        assertThat(worked.pause()).isEqualTo(10);
        assertThat(worked.talk()).isEqualTo(25 + 100);
        assertThat(worked.hold()).isEqualTo(30);
        assertThat(worked.wrapUp()).isEqualTo(5);
        assertThat(worked.occupancy()).isCloseTo((30.0 + 100) / (630 - 10), within(1e-9));
    }

    @Test
    void shouldClipRunningTimeToTheWindow() {
        board.putAgent(Samples.available("ana", NOON, NOON, Samples.SALES));

        assertThat(agent("ana", new Window.Rolling(5)).worked().login()).isEqualTo(330);
        assertThat(agent("ana", new Window.Fixed("2026-11-21T12:00", "2026-11-21T12:02"))
                        .worked()
                        .login())
                .isEqualTo(120);
    }

    @Test
    void shouldCountTwoChatsAtOnceAsOneBusyTime() {
        var lines = List.of(
                new AgentLine(
                        Channel.TELEPHONY, Samples.SALES, "a", AgentActivity.TALKING, AS_OF.minusSeconds(100), null),
                new AgentLine(
                        Channel.TELEPHONY, Samples.SALES, "b", AgentActivity.TALKING, AS_OF.minusSeconds(60), null));
        board.putAgent(Samples.agent("ana", AgentActivity.TALKING, NOON, NOON, lines, Samples.SALES));

        var worked = agent("ana", new Window.Today()).worked();

        assertThat(worked.talk()).isEqualTo(160);
        assertThat(worked.utilisation()).isCloseTo(100.0 / 630, within(1e-9));
    }

    @Test
    void shouldSayHowOldTheFiguresAre() {
        var reader = reader(query(new Window.Today()));
        assertThat(reader.freshness(AS_OF, reader.sources(AS_OF)).stale()).isTrue();

        board.putProgress(new Heartbeat(Samples.SOURCE, AS_OF.minusMillis(300), AS_OF.minusMillis(250), "p"));
        var fresh = reader.freshness(AS_OF, reader.sources(AS_OF));
        assertThat(fresh.lagMs()).isEqualTo(250);
        assertThat(fresh.stale()).isFalse();
        assertThat(fresh.sourceDelaySeconds()).isNull();

        board.putProgress(new Heartbeat(Samples.SOURCE, AS_OF.minusMillis(300), AS_OF.minusMillis(250), "p", 150L));
        assertThat(reader.freshness(AS_OF, reader.sources(AS_OF)).sourceDelaySeconds())
                .isEqualTo(150);

        var later = AS_OF.plusSeconds(10);
        assertThat(reader.freshness(later, reader.sources(later)).stale()).isTrue();
    }

    @Test
    void shouldShowNothingWhileItIsNotWhole() {
        board.clear();

        assertThatThrownBy(() -> reader(query(new Window.Today())).queues(AS_OF))
                .isInstanceOfSatisfying(
                        RequestRefused.class,
                        refusal -> assertThat(refusal.status()).isEqualTo(503));
    }

    @Test
    void shouldForgetMinutesOlderThanItsMemory() {
        put(minute(0, List.of(3), List.of(), 60, 0));

        board.forgetOld(NOON.plus(Duration.ofDays(18)));

        assertThat(board.queues()).isEmpty();
    }

    private QueueMinute minute(int offset, List<Integer> answered, List<Integer> abandoned, long talk, long wrapUp) {
        return Samples.queueMinute(
                Samples.SALES,
                NOON.plusSeconds(60L * offset),
                new Samples.Minute(answered, abandoned, 0, talk, wrapUp));
    }

    private void put(QueueMinute minute) {
        var bytes = wire.encode("queue-minutes", RecordCodec.of(QueueMinute.class), minute);
        board.putQueueMinute(
                new QueueKey(minute.source(), minute.channel(), minute.queue()), minute.minute(), bytes, AS_OF);
    }

    private void put(AgentMinute minute) {
        var bytes = wire.encode("agent-minutes", RecordCodec.of(AgentMinute.class), minute);
        board.putAgentMinute(
                new AgentKey(minute.source(), minute.agent()), minute.queue(), minute.minute(), bytes, AS_OF);
    }

    private BoardReader reader(BoardQuery query) {
        return new BoardReader(board, CONFIG, query);
    }

    private static BoardQuery query(Window window) {
        return new BoardQuery(
                window, new TreeSet<>(Set.of(Samples.SOURCE)), Set.of(), Set.of(), Set.of(), Asked.NOTHING);
    }

    private BoardAnswer.Queue queue(BoardQuery query) {
        return only(reader(query));
    }

    private static BoardAnswer.Queue only(BoardReader reader) {
        var queues = reader.queues(AS_OF).queues();
        return queues.values().iterator().next();
    }

    private BoardAnswer.Agent agent(String name, Window window) {
        var agents = reader(query(window)).agents(AS_OF, BoardReader.ALL, AS_OF);
        return Objects.requireNonNull(agents.get(new AgentKey(Samples.SOURCE, name)));
    }

    private static double number(Map<String, ? extends Object> kpi, String name) {
        return ((Number) Objects.requireNonNull(kpi.get(name))).doubleValue();
    }
}
