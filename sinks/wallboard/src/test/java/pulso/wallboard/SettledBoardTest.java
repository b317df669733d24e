package pulso.wallboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import pulso.schemas.agent.AgentActivity;
import pulso.schemas.agent.AgentLine;
import pulso.schemas.kpi.QueueMinute;
import pulso.schemas.kpi.ServiceLevelFormula;
import pulso.schemas.passage.Channel;
import pulso.schemas.settings.OpeningHours;
import pulso.schemas.settings.Setting;
import pulso.schemas.settings.SettingVersion;

/** What people decided about queues and agents, on the board: Saturday, 12:10:30 in Montevideo. */
class SettledBoardTest {
    private static final Instant NOON = Instant.parse("2026-11-21T15:00:00Z");
    private static final Instant AS_OF = NOON.plusSeconds(630);
    private static final Instant LONG_AGO = NOON.minus(Duration.ofDays(30));
    private static final QueueKey SALES = new QueueKey(Samples.SOURCE, Channel.TELEPHONY, Samples.SALES);
    private static final QueueKey SUPPORT = new QueueKey(Samples.SOURCE, Channel.TELEPHONY, Samples.SUPPORT);
    private static final Window TODAY = new Window.Today();

    private final MemoryBoard memory = new MemoryBoard(AS_OF);

    @Test
    void shouldJudgeYesterdayByYesterdaysTarget() {
        // Given a threshold of 10 s that became 30 s this midnight
        var midnight = Instant.parse("2026-11-21T03:00:00Z");
        memory.put(MemoryBoard.queue(Samples.SALES)
                .with(MemoryBoard.target(LONG_AGO, 10, 5))
                .with(MemoryBoard.target(midnight, 30, 5)));
        memory.put(minute(SALES, NOON.minus(Duration.ofDays(1)), 20, 5), minute(SALES, NOON, 20, 5));

        var yesterday = new Window.Fixed("2026-11-20T00:00", "2026-11-21T00:00");
        var both = new Window.Fixed("2026-11-20T00:00", "2026-11-22T00:00");

        assertThat(serviceLevel(yesterday, Asked.NOTHING)).isEqualTo(0.5);
        assertThat(serviceLevel(TODAY, Asked.NOTHING)).isEqualTo(1);
        assertThat(serviceLevel(both, Asked.NOTHING)).isEqualTo(0.75);
        // A request's own target holds for every minute.
        assertThat(serviceLevel(both, new Asked(20, null, ServiceLevelFormula.SL6)))
                .isEqualTo(1);
        assertThat(serviceLevel(both, new Asked(4, null, ServiceLevelFormula.SL6)))
                .isZero();
    }

    @Test
    void shouldJudgeTheMinuteOfAChangeByWhatHeldAtItsBeginning() {
        memory.put(MemoryBoard.queue(Samples.SALES).with(MemoryBoard.target(NOON.plusSeconds(30), 1, 0)));
        memory.put(minute(SALES, NOON, 15), minute(SALES, NOON.plusSeconds(60), 15));

        assertThat(serviceLevel(TODAY, Asked.NOTHING)).isEqualTo(0.5);
    }

    @Test
    void shouldAddUpQueuesOfDifferentTargets() {
        memory.put(MemoryBoard.queue(Samples.SALES).with(MemoryBoard.target(LONG_AGO, 10, 5)));
        memory.put(minute(SALES, NOON, 20), minute(SUPPORT, NOON, 20));

        var reading = memory.reader(MemoryBoard.query(TODAY)).queues(AS_OF);

        assertThat(reading.totals().inbound().kpi()).containsEntry("serviceLevel", 0.5);
        assertThat(reading.parameters().sl()).isNull();
        assertThat(of(reading, SALES).target()).isEqualTo(new BoardAnswer.Target(10, 5, "sl6", "settings"));
        assertThat(of(reading, SUPPORT).target()).isEqualTo(new BoardAnswer.Target(20, 5, "sl6", "default"));
    }

    @Test
    void shouldNoticeAChangeOfTargetThoughNoMinuteChanged() {
        var reader = memory.reader(MemoryBoard.query(TODAY));
        memory.put(minute(SALES, NOON, 15));
        assertThat(of(reader.queues(AS_OF), SALES).kpi()).containsEntry("serviceLevel", 1.0);

        memory.board.beginBatch();
        memory.put(MemoryBoard.queue("").with(MemoryBoard.target(LONG_AGO, 10, null)));

        assertThat(of(reader.queues(AS_OF), SALES).kpi()).containsEntry("serviceLevel", 0.0);
    }

    @Test
    void shouldCallAtRiskWhoWaitsLongerThanTheQueuesOwnTarget() {
        memory.put(MemoryBoard.queue(Samples.SALES).with(MemoryBoard.target(LONG_AGO, 60, 5)));
        memory.put(
                Samples.waiting(Samples.SALES, "a", AS_OF.minusSeconds(30)),
                Samples.waiting(Samples.SUPPORT, "b", AS_OF.minusSeconds(30)));

        var reading = memory.reader(MemoryBoard.query(TODAY)).queues(AS_OF);

        assertThat(of(reading, SALES).now().atRisk()).isZero();
        assertThat(of(reading, SUPPORT).now().atRisk()).isEqualTo(1);
    }

    @Test
    void shouldFilterAndAddUpGroups() {
        memory.put(MemoryBoard.queue(Samples.SALES).with(MemoryBoard.group(LONG_AGO, "money")));
        memory.put(minute(SALES, NOON, 3, 4), minute(SUPPORT, NOON, 5));
        memory.put(
                Samples.available("ana", NOON, NOON, Samples.SALES),
                Samples.available("bob", NOON, NOON, Samples.SUPPORT));

        var all = memory.reader(MemoryBoard.query(TODAY)).queues(AS_OF);
        assertThat(all.groups()).containsOnlyKeys("money");
        assertThat(Objects.requireNonNull(all.groups().get("money")).kpi()).containsEntry("answered", 2L);
        assertThat(Objects.requireNonNull(all.groups().get("money")).agents().available())
                .isEqualTo(1);
        assertThat(of(all, SALES).group()).isEqualTo("money");

        var narrow = new BoardQuery(TODAY, Set.of(Samples.SOURCE), Set.of(), Set.of("money"), Set.of(), Asked.NOTHING);
        assertThat(memory.reader(narrow).queues(AS_OF).queues()).containsOnlyKeys(SALES);
        var agents = memory.reader(narrow).agents(AS_OF, BoardReader.ALL, AS_OF);
        assertThat(agents.get(new AgentKey(Samples.SOURCE, "ana"))).isNotNull();
        assertThat(agents.get(new AgentKey(Samples.SOURCE, "bob"))).isNull();
    }

    @Test
    void shouldSayWhetherAQueueIsOpen() {
        var saturdays = new OpeningHours.Span(DayOfWeek.SATURDAY, 8 * 60, 12 * 60 + 11);
        var hours = new OpeningHours(List.of(saturdays), List.of("2026-11-28"));
        memory.put(MemoryBoard.queue(Samples.SALES).with(MemoryBoard.opening(LONG_AGO, hours)));
        memory.put(minute(SALES, NOON, 3));
        var reader = memory.reader(MemoryBoard.query(TODAY));

        assertThat(of(reader.queues(AS_OF), SALES).open()).isTrue();
        assertThat(of(reader.queues(AS_OF.plusSeconds(60)), SALES).open()).isFalse();
        assertThat(of(reader.queues(AS_OF.plus(Duration.ofDays(7))), SALES).open())
                .isFalse();
    }

    @Test
    void shouldNameAgents() {
        memory.put(Samples.available("ana", NOON, NOON, Samples.SALES));
        memory.put(Setting.of(Samples.SOURCE, Setting.Kind.AGENT, "ana").with(MemoryBoard.name(LONG_AGO, "Ana Pérez")));

        assertThat(agent(Samples.SOURCE, "ana").name()).isEqualTo("Ana Pérez");
    }

    @Test
    void shouldEstimateTheWaitFromTheLastHalfHour() {
        // Given 100 s of handling each in the last half hour, 900 s each before
        memory.put(
                Samples.queueMinute(SALES, NOON, new Samples.Minute(List.of(1, 1), List.of(), 0, 180, 20)),
                Samples.queueMinute(
                        SALES, NOON.minusSeconds(3600), new Samples.Minute(List.of(1), List.of(), 0, 900, 0)));
        memory.put(
                Samples.available("ana", NOON, NOON, Samples.SALES),
                Samples.available("bob", NOON, NOON, Samples.SALES),
                Samples.agent("eva", AgentActivity.ON_BREAK, NOON, NOON, List.of(), Samples.SALES),
                Samples.agent("leo", AgentActivity.PAUSED, NOON, NOON, List.of(), Samples.SALES),
                Samples.available("zoe", NOON, NOON, Samples.SUPPORT));
        for (var call : List.of("a", "b", "c")) {
            memory.put(Samples.waiting(Samples.SALES, call, AS_OF));
        }

        var reading = memory.reader(MemoryBoard.query(TODAY)).queues(AS_OF);
        var now = of(reading, SALES).now();

        assertThat(now.agentsAtWork()).isEqualTo(2);
        assertThat(now.estimatedWait()).isCloseTo(4 * 100.0 / 2, within(1e-9));
        assertThat(now.timeToClear()).isCloseTo(3 * 100.0 / 2, within(1e-9));
        assertThat(reading.totals().inbound().now().estimatedWait()).isEqualTo(now.estimatedWait());
        // Half an hour later nothing is recent: the day's mean.
        var later = of(memory.reader(MemoryBoard.query(TODAY)).queues(AS_OF.plusSeconds(3600)), SALES)
                .now();
        assertThat(later.estimatedWait()).isCloseTo(4 * (1100.0 / 3) / 2, within(1e-9));
        var laterTotals = memory.reader(MemoryBoard.query(TODAY))
                .queues(AS_OF.plusSeconds(3600))
                .totals();
        assertThat(laterTotals.inbound().now().timeToClear()).isCloseTo(3 * (1100.0 / 3) / 2, within(1e-9));
    }

    @Test
    void shouldEstimateNothingFromNothing() {
        memory.put(Samples.waiting(Samples.SALES, "a", AS_OF));

        var now =
                of(memory.reader(MemoryBoard.query(TODAY)).queues(AS_OF), SALES).now();

        assertThat(now.estimatedWait()).isNull();
        assertThat(now.timeToClear()).isNull();
    }

    @Test
    void shouldKeepQueuesAndAgentsOfTwoCentresApart() {
        var otherSales = new QueueKey(MemoryBoard.OTHER, Channel.TELEPHONY, Samples.SALES);
        memory.put(MemoryBoard.queue(Samples.SALES).with(MemoryBoard.target(LONG_AGO, 1, 0)));
        memory.put(minute(SALES, NOON, 10), minute(otherSales, NOON, 10, 10, 10));
        // The same call id and the same agent in both: one talks for 100 s, the other for 10 s, on hold both.
        var here = Samples.talking(Samples.SALES, "c", AS_OF.minusSeconds(110), AS_OF.minusSeconds(100), "ana");
        var there = Samples.talking(Samples.SALES, "c", AS_OF.minusSeconds(20), AS_OF.minusSeconds(10), "ana");
        memory.put(here, Samples.in(MemoryBoard.OTHER, there));
        var onHold = Samples.agent(
                "ana",
                AgentActivity.ON_HOLD,
                AS_OF.minusSeconds(5),
                NOON,
                List.of(new AgentLine(
                        Channel.TELEPHONY, Samples.SALES, "c", AgentActivity.ON_HOLD, AS_OF.minusSeconds(5), null)),
                Samples.SALES);
        memory.put(onHold, Samples.in(MemoryBoard.OTHER, onHold));

        var reading = memory.reader(MemoryBoard.query(TODAY, Samples.SOURCE, MemoryBoard.OTHER))
                .queues(AS_OF);

        assertThat(reading.queues()).containsOnlyKeys(SALES, otherSales);
        assertThat(of(reading, SALES).kpi()).containsEntry("answered", 1L).containsEntry("serviceLevel", 0.0);
        assertThat(of(reading, otherSales).kpi()).containsEntry("answered", 3L).containsEntry("serviceLevel", 1.0);
        assertThat(of(reading, otherSales).agents().loggedIn()).isEqualTo(1);
        assertThat(of(reading, otherSales).now().inService()).isEqualTo(1);
        assertThat(agent(Samples.SOURCE, "ana").worked().talk()).isEqualTo(100);
        assertThat(agent(MemoryBoard.OTHER, "ana").worked().talk()).isEqualTo(10);
    }

    @Test
    void shouldShowOnlyTheChannelsAskedFor() {
        var chats = new QueueKey(Samples.SOURCE, Channel.WEBCHAT, "Chat<-");
        memory.put(minute(SALES, NOON, 10), minute(chats, NOON, 10, 10));
        var lines = List.of(
                new AgentLine(Channel.WEBCHAT, "Chat<-", "w", AgentActivity.TALKING, AS_OF.minusSeconds(40), null),
                new AgentLine(
                        Channel.TELEPHONY, Samples.SALES, "t", AgentActivity.TALKING, AS_OF.minusSeconds(90), null));
        memory.put(
                Samples.agent("ana", AgentActivity.TALKING, NOON, NOON, lines, "Chat<-"),
                Samples.available("bob", NOON, NOON, Samples.SALES));
        var query = new BoardQuery(
                TODAY, Set.of(Samples.SOURCE), Set.of(), Set.of(), Set.of(Channel.WEBCHAT), Asked.NOTHING);

        assertThat(memory.reader(query).queues(AS_OF).queues()).containsOnlyKeys(chats);
        var agents = memory.reader(query).agents(AS_OF, BoardReader.ALL, AS_OF);
        var ana = Objects.requireNonNull(agents.get(new AgentKey(Samples.SOURCE, "ana")));
        assertThat(ana.worked().talk()).isEqualTo(40);
        assertThat(agents.get(new AgentKey(Samples.SOURCE, "bob"))).isNull();
    }

    @Test
    void shouldFollowTheZoneOfTheSettings() {
        var tokyo = new SettingVersion(LONG_AGO, LONG_AGO, "api", null, null, null, null, "Asia/Tokyo", null, null);
        memory.put(Setting.of(Samples.SOURCE, Setting.Kind.SOURCE, "").with(tokyo));
        // 12:10 in Montevideo is 00:10 of the next day in Tokyo.
        memory.put(minute(SALES, NOON, 10), minute(SALES, NOON.minusSeconds(60), 10, 10));

        var reading = memory.reader(MemoryBoard.query(TODAY)).queues(AS_OF);

        assertThat(of(reading, SALES).kpi()).containsEntry("answered", 1L);
    }

    private static QueueMinute minute(QueueKey key, Instant minute, Integer... answeredWaits) {
        return Samples.queueMinute(key, minute, new Samples.Minute(List.of(answeredWaits), List.of(), 0, 0, 0));
    }

    private double serviceLevel(Window window, Asked asked) {
        var query = new BoardQuery(window, Set.of(Samples.SOURCE), Set.of(), Set.of(), Set.of(), asked);
        var kpi = of(memory.reader(query).queues(AS_OF), SALES).kpi();
        return Objects.requireNonNull(kpi.get("serviceLevel")).doubleValue();
    }

    private static BoardAnswer.Queue of(BoardReader.Reading reading, QueueKey key) {
        return Objects.requireNonNull(reading.queues().get(key));
    }

    private BoardAnswer.Agent agent(String source, String name) {
        var agents = memory.reader(MemoryBoard.query(TODAY, source)).agents(AS_OF, BoardReader.ALL, AS_OF);
        return Objects.requireNonNull(agents.get(new AgentKey(source, name)));
    }
}
