package pulso.topology.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import org.junit.jupiter.api.Test;

/** Histories that generated ones have found, each the smallest that shows its rule, with the figure it is about. */
class FoundHistoriesTest {
    private static final ZoneId ZONE = ZoneId.of("America/Montevideo");
    private static final String DAY = "2026-11-20T";

    @Test
    void shouldCountNoPauseOfAnAgentWhoIsNotLoggedIn() {
        var found = history("12:00:00 QUEUE_LOG_REPO NONE NONE ana REALUNPAUSE 200");

        assertThat(sum(found, "pauseSeconds")).isZero();
    }

    @Test
    void shouldCountTimeOfTwoBreaksThatOverlapOnce() {
        var found = history(
                "10:00:00 QUEUE_LOG_REPO NONE NONE ana AGENTLOGIN",
                "10:01:00 QUEUE_LOG_REPO NONE NONE ana BREAK LUNCH",
                "10:11:00 QUEUE_LOG_REPO NONE NONE ana UNBREAK LUNCH||600",
                "10:13:00 QUEUE_LOG_REPO NONE NONE ana UNBREAK LUNCH||300",
                "11:00:00 QUEUE_LOG_REPO NONE NONE ana AGENTLOGOFF 3600");

        assertThat(sum(found, "breakSeconds")).isEqualTo(720);
        assertThat(sum(found, "loginSeconds")).isEqualTo(3600);
    }

    @Test
    void shouldGiveAPauseThatEndsInAnOpenBreakToTheBreak() {
        var found = history(
                "10:00:00 QUEUE_LOG_REPO NONE NONE ana AGENTLOGIN",
                "10:05:00 QUEUE_LOG_REPO NONE NONE ana REALPAUSE",
                "10:06:00 QUEUE_LOG_REPO NONE NONE ana BREAK LUNCH",
                "10:07:00 QUEUE_LOG_REPO NONE NONE ana REALUNPAUSE 120");

        assertThat(sum(found, "pauseSeconds")).isEqualTo(60);
    }

    @Test
    void shouldEndAConversationAtTheRestartThoughItsCallComesBackLater() {
        var found = history(
                "12:00:00 QUEUE_LOG_REPO c1 Q NONE ENTERQUEUE",
                "12:00:10 QUEUE_LOG_REPO c1 Q ana CONNECT 10||3",
                "12:05:00 QUEUE_LOG_REPO NONE NONE NONE QUEUESTART",
                "12:10:00 QUEUE_LOG_REPO c1 Q NONE ENTERQUEUE");

        assertThat(sum(found, "busySeconds")).isEqualTo(290);
    }

    @Test
    void shouldMeasureByTheClockWhereBothRowsAreThereThoughTheStartWasRebuilt() {
        var found = history(
                "12:00:10 QUEUE_LOG_REPO c1 Q ana CONNECT 10||3",
                "12:01:10 QUEUE_LOG_REPO c1 Q ana COMPLETEAGENT 10|500|1");

        assertThat(queueSum(found, "talkSeconds")).isEqualTo(60);
    }

    @Test
    void shouldLearnACallsGuidFromItsHolds() {
        var found = history(
                "12:00:00 QUEUE_LOG_REPO c5 Q NONE ENTERQUEUE",
                "12:00:10 QUEUE_LOG_REPO c5 Q ana CONNECT 10||3",
                "12:00:20 QUEUE_LOG_REPO c5 Q ana PHONESTARHOLDIN 099|g5|Q",
                "12:01:10 QUEUE_LOG_REPO c5 Q ana COMPLETEAGENT 10|60|1",
                "12:01:17 QUEUE_LOG_REPO NONE NONE ana FINISHWRAPUP 5|12|g5");

        assertThat(queueSum(found, "wrapUpSeconds")).isEqualTo(7);
    }

    @Test
    void shouldLeaveAnEndOfAnotherQueueWhereItsCallidSays() {
        var found = history(
                "12:00:00 QUEUE_LOG_REPO c6 Q NONE ENTERQUEUE",
                "12:00:10 QUEUE_LOG_REPO c6 Q ana CONNECT 10||3",
                "12:01:10 QUEUE_LOG_REPO c6.s Q ana COMPLETECALLER 10|60|1",
                "12:03:10 QUEUE_LOG_REPO c7 Ventas ana COMPLETEAGENT 78|22|1");

        assertThat(queueSum(found, "offered")).isEqualTo(2);
        assertThat(queueSum(found, "talkSeconds")).isEqualTo(82);
    }

    @Test
    void shouldTakeNobodyForAnotherOfTheSameName() {
        var found = history(
                "12:00:00 TWITTER_LOG_REPO t1 Q ana CONNECT 5|ana||Ana",
                "12:10:00 TWITTER_LOG_REPO t2 Q ana CONNECT 5|ana||Ana");

        assertThat(queueSum(found, "repeat24h")).isZero();
    }

    /** The rows, which both readings agree on. */
    private static Figures history(String... lines) {
        var rows = new ArrayList<LogRow>();
        for (var line : lines) {
            rows.add(row(line, rows.size() + 1));
        }
        var end = rows.getLast().committed().plusSeconds(600);
        var history = new History(1, ZONE, rows, end);
        for (var way : Player.Way.values()) {
            assertThat(Player.differences(history, way)).as(way.name()).isEmpty();
        }
        return Player.play(history, Player.Way.STREAM).figures();
    }

    private static LogRow row(String line, int origId) {
        var parts = line.split(" ", 7);
        var columns = new HashMap<String, String>();
        columns.put("callid", parts[2]);
        columns.put("queuename", parts[3]);
        columns.put("agent", parts[4]);
        columns.put("event", parts[5]);
        var data = parts.length > 6 ? parts[6].split("\\|", -1) : new String[0];
        for (int i = 0; i < data.length; i++) {
            columns.put("data" + (i + 1), data[i]);
        }
        var datetime = LocalDateTime.parse(DAY + parts[0]);
        Instant committed = datetime.atZone(ZONE).toInstant().plusMillis(300);
        return new LogRow(parts[1], origId, datetime, columns, committed, origId, null);
    }

    private static long sum(Figures figures, String figure) {
        return figures.sum("agent ", figure);
    }

    private static long queueSum(Figures figures, String figure) {
        return figures.sum("queue ", figure);
    }
}
