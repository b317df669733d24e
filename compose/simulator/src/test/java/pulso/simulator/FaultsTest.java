package pulso.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import pulso.simulator.WriteAction.ChatLogInsert;
import pulso.simulator.WriteAction.QueueLogInsert;

class FaultsTest {
    private static final Day DEMO = Day.of(Day.plan(21).telephonyAlone().withScale(5));
    private static final Day FLAWLESS = Day.of(Day.plan(21).telephonyAlone().withFaults(Faults.none()));

    private static final Day CHATS = Day.of(Day.plan(22));
    private static final Day FLAWLESS_CHATS = Day.of(Day.plan(22).withFaults(Faults.none()));

    @Test
    void shouldLeaveAThirdOfTheWrapUpsWithTheGuidAlone() {
        List<QueueLogInsert> wrapUps = DEMO.queueLog("FINISHWRAPUP");
        assertThat(share(wrapUps.stream().filter(r -> r.callid().equals("NONE")).count(), wrapUps))
                .isBetween(0.31, 0.36);
        assertThat(wrapUps).allMatch(r -> !r.agent().equals("NONE") && r.data3().length() == 36);
        assertThat(FLAWLESS.queueLog("FINISHWRAPUP")).noneMatch(r -> r.callid().equals("NONE"));
    }

    @Test
    void shouldRepeatSomeRowsIdentically() {
        assertThat(share(DEMO.ledger().duplicateRows(), DEMO.queueLog())).isBetween(0.0015, 0.0025);
        assertThat(FLAWLESS.ledger().duplicateRows()).isZero();
    }

    @Test
    void shouldSwapTheCallidOfSomeEndsAfterAnAttendedTransfer() {
        assertThat(strayEnds(DEMO)).isBetween(30, 400);
        assertThat(strayEnds(FLAWLESS)).isZero();
    }

    @Test
    void shouldWriteSomeRowsOfACallInTheWrongOrder() {
        assertThat(overtaken(DEMO)).isBetween(50, 2_000);
        assertThat(overtaken(FLAWLESS)).isZero();
    }

    @Test
    void shouldWriteNoRowMoreThanFiveSecondsLateExceptRepeatedOnes() {
        Map<QueueLogInsert, Long> firstWritten = DEMO.queueLog().stream()
                .collect(Collectors.toMap(r -> r.again(0), QueueLogInsert::writeAtMillis, Math::min));
        assertThat(firstWritten).allSatisfy((row, writtenAt) -> {
            long stamped = row.datetime().atZone(Day.ZONE).toInstant().toEpochMilli();
            assertThat(writtenAt - stamped).isBetween(0L, 6_000L);
        });
    }

    @Test
    void shouldLoseSomeUnholds() {
        double demo = share(DEMO.queueLog("UNHOLD").size(), DEMO.queueLog("HOLD"));
        double flawless = share(FLAWLESS.queueLog("UNHOLD").size(), FLAWLESS.queueLog("HOLD"));
        assertThat(demo).isLessThan(flawless).isGreaterThan(0.75);
    }

    @Test
    void shouldRestartOnceOrTwiceADayInMidCall() {
        for (long seed = 1; seed <= 6; seed++) {
            Day day = Day.of(Day.plan(seed).telephonyAlone());
            var restarts = day.queueLog("QUEUESTART").stream()
                    .map(QueueLogInsert::origid)
                    .distinct()
                    .count();
            assertThat(restarts - 1).as("seed %s", seed).isBetween(1L, 2L);
            Collection<QueueFigures> queues = day.figures().queues().values();
            assertThat(queues.stream()
                            .mapToInt(q -> q.handled() - q.talkKnown())
                            .sum())
                    .isPositive();
        }
        assertThat(FLAWLESS.queueLog("QUEUESTART")).hasSize(1);
        assertThat(DEMO.figures().queues().values().stream()
                        .mapToInt(QueueFigures::system)
                        .sum())
                .isPositive();
    }

    @Test
    void shouldLeaveTheAgentOfSomeChatRowsToTheirData() {
        List<ChatLogInsert> rows = CHATS.chatLog();
        long nameless = rows.stream().filter(r -> r.agent() == null).count();
        assertThat(share(nameless, rows)).isBetween(0.2, 0.28);
        assertThat(FLAWLESS_CHATS.chatLog()).noneMatch(r -> r.agent() == null);
    }

    @Test
    void shouldRepeatAndDelaySomeChatRows() {
        List<ChatLogInsert> rows = CHATS.chatLog();
        long repeated =
                rows.size() - rows.stream().map(r -> r.again(0)).distinct().count();
        assertThat(share(repeated, rows)).isBetween(0.001, 0.004);
        assertThat(FLAWLESS_CHATS.chatLog()).doesNotHaveDuplicates();
        long late = rows.stream()
                .filter(r -> r.writeAtMillis()
                                - r.datetime().atZone(Day.ZONE).toInstant().toEpochMilli()
                        > 2_000)
                .count();
        assertThat(share(late, rows)).isBetween(0.001, 0.01);
    }

    @Test
    void shouldLoseTheEndOfSomeChatsAndTheStartOfSomeMessages() {
        assertThat(unended(CHATS)).isBetween(5L, 60L);
        assertThat(unended(FLAWLESS_CHATS)).isZero();
        Set<String> begun = CHATS.chatLog().stream()
                .filter(r -> r.event().equals("OUTSMS") || r.event().equals("OUTEMAIL"))
                .map(ChatLogInsert::callid)
                .collect(Collectors.toSet());
        assertThat(CHATS.chatLog()).anyMatch(r -> r.event().equals("COMPLETEAGENTOUT") && !begun.contains(r.callid()));
    }

    private static long unended(Day day) {
        return day.figures().channels().entrySet().stream()
                .filter(channel -> channel.getKey() != Channel.TELEPHONY)
                .flatMap(channel -> channel.getValue().values().stream())
                .mapToLong(f -> f.open() + f.answered() - f.handled())
                .sum();
    }

    @Test
    void shouldRestartTheChatServerApartFromTheTelephones() {
        Set<LocalDateTime> telephones = CHATS.queueLog("QUEUESTART").stream()
                .map(QueueLogInsert::datetime)
                .collect(Collectors.toSet());
        List<ChatLogInsert> again = CHATS.chatLog().stream()
                .filter(r -> r.event().equals("REENTERQUEUE"))
                .toList();
        assertThat(again).isNotEmpty().noneMatch(r -> telephones.contains(r.datetime()));
        assertThat(again).noneMatch(r -> r.channel() == Channel.MESSENGER);
        assertThat(CHATS.figures().queues(Channel.WEBCHAT).values().stream()
                        .mapToInt(QueueFigures::recovered)
                        .sum())
                .isPositive();
        assertThat(FLAWLESS_CHATS.chatLog()).noneMatch(r -> r.event().equals("REENTERQUEUE"));
    }

    /** Ends whose callid never entered the queue they end in. */
    private static int strayEnds(Day day) {
        List<List<String>> entered = new ArrayList<>();
        day.queueLog("ENTERQUEUE").forEach(r -> entered.add(List.of(r.callid(), r.queuename())));
        var known = Map.copyOf(entered.stream().distinct().collect(Collectors.toMap(e -> e, e -> true)));
        return (int) day.queueLog().stream()
                .filter(r -> r.event().startsWith("COMPLETE"))
                .filter(r -> !known.containsKey(List.of(r.callid(), r.queuename())))
                .map(r -> r.again(0))
                .distinct()
                .count();
    }

    /** Rows written after a younger row of the same call, repetitions left out. */
    private static int overtaken(Day day) {
        var newest = new HashMap<String, Long>();
        var seen = new HashSet<Long>();
        int count = 0;
        for (QueueLogInsert row : day.queueLog()) {
            if (!seen.add(row.origid())
                    || row.callid().equals("NONE")
                    || row.callid().equals("MANAGER")) {
                continue;
            }
            long before = newest.merge(row.callid(), row.origid(), Math::max);
            count += before > row.origid() ? 1 : 0;
        }
        return count;
    }

    private static double share(long part, List<?> whole) {
        return (double) part / whole.size();
    }
}
