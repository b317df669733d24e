package pulso.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import pulso.simulator.WriteAction.ChatLogInsert;
import pulso.simulator.WriteAction.RowDelete;
import pulso.simulator.WriteAction.RowInsert;
import pulso.simulator.WriteAction.RowUpdate;

/** What a day brings in the channels other than telephony, and in the tables beside the logs. */
class ChannelsTest {
    private static final Day DAY = Day.of(Day.plan(7));

    /** The events of uContact's document. */
    private static final Map<Channel, Set<String>> EVENTS = Map.of(
            Channel.WEBCHAT,
                    Set.of(
                            "ABANDON",
                            "EXITWITHTIMEOUT",
                            "COMPLETEAGENT",
                            "COMPLETECALLER",
                            "CONNECT",
                            "ENTERQUEUE",
                            "REENTERQUEUE",
                            "TRANSFER",
                            "OUTOFTIME",
                            "OUTCALL",
                            "NOAGENTS",
                            "MAXQUEUE",
                            "TRANSFERRED",
                            "ATTENDED",
                            "STARTCALL",
                            "ENDCALL",
                            "STARTVIDEOCALL",
                            "ENDVIDEOCALL"),
            Channel.SMS,
                    Set.of(
                            "COMPLETEAGENTOUT",
                            "COMPLETEAGENT",
                            "CONNECT",
                            "ENTERQUEUE",
                            "REENTERQUEUE",
                            "HOLIDAYMESSAGE",
                            "OUTOFTIME",
                            "OUTSMS",
                            "TRANSFERRED",
                            "ATTENDED"),
            Channel.EMAIL,
                    Set.of(
                            "COMPLETEAGENTOUT",
                            "COMPLETEAGENT",
                            "CONNECT",
                            "HOLIDAYMESSAGE",
                            "ENTERQUEUE",
                            "REENTERQUEUE",
                            "OUTEMAIL",
                            "STARTEMAILDIALER",
                            "FINISHEMAILDIALER",
                            "STOPEMAILDIALER",
                            "TRANSFERRED",
                            "ATTENDED",
                            "BLACKLIST",
                            "FORWARDED",
                            "NEWEMAILCLIENT",
                            "NEWEMAILAGENT"),
            Channel.TWITTER,
                    Set.of(
                            "COMPLETEAGENT",
                            "CONNECT",
                            "ENTERQUEUE",
                            "REENTERQUEUE",
                            "HOLIDAYMESSAGE",
                            "OUTTWEET",
                            "TRANSFERRED",
                            "ATTENDED"),
            Channel.MESSENGER,
                    Set.of(
                            "COMPLETEAGENT",
                            "CONNECT",
                            "ENTERQUEUE",
                            "HOLIDAYMESSAGE",
                            "TRANSFERRED",
                            "ATTENDED",
                            "OUTMESSENGER"),
            Channel.FACEBOOK,
                    Set.of(
                            "COMPLETEAGENT",
                            "CONNECT",
                            "ENTERQUEUE",
                            "REENTERQUEUE",
                            "HOLIDAYMESSAGE",
                            "OUTFACEBOOK",
                            "TRANSFERRED",
                            "ATTENDED"));

    @Test
    void shouldWriteEveryEventOfEveryChannelInOneDay() {
        for (long seed = 1; seed <= 5; seed++) {
            assertThat(events(Day.of(Day.plan(seed)))).as("seed %s", seed).isEqualTo(EVENTS);
        }
    }

    private static Map<Channel, Set<String>> events(Day day) {
        Map<Channel, Set<String>> events = new EnumMap<>(Channel.class);
        day.chatLog()
                .forEach(row -> events.computeIfAbsent(row.channel(), _ -> new HashSet<>())
                        .add(row.event()));
        return events;
    }

    @Test
    void shouldWriteTelephonyAloneWhenAskedTo() {
        Day day = Day.of(Day.plan(7).telephonyAlone());
        assertThat(day.ledger().rowCounts()).containsOnlyKeys("QUEUE_LOG_REPO", "CDR_REPO");
        assertThat(day.figures().channels()).containsOnlyKeys(Channel.TELEPHONY);
        assertThat(day.figures().agents()).hasSize(60);
        assertThat(day.ledger().dialerLists(Day.MIDNIGHT.plus(Duration.ofDays(2))))
                .isEmpty();
    }

    @Test
    void shouldHaveTheChannelsAskedForAndNeverLackTelephony() {
        Day day = Day.of(Day.plan(7).withChannels(EnumSet.of(Channel.TELEPHONY, Channel.EMAIL)));
        assertThat(events(day)).containsOnlyKeys(Channel.EMAIL);
        assertThatThrownBy(() -> Day.plan(7).withChannels(Set.of(Channel.SMS)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldStampRowsOfATableInTheOrderOfTheirOrigids() {
        for (Channel channel : EVENTS.keySet()) {
            List<ChatLogInsert> byOrigid = DAY.chatLog().stream()
                    .filter(row -> row.channel() == channel)
                    .sorted(Comparator.comparingLong(ChatLogInsert::origid))
                    .toList();
            assertThat(byOrigid).isSortedAccordingTo(Comparator.comparing(ChatLogInsert::datetime));
        }
    }

    @Test
    void shouldLetAgentsHoldSeveralChatsAtOnce() {
        assertThat(DAY.figures().agents().values())
                .anyMatch(agent -> agent.talk() > agent.busy() * 3 / 2)
                .allMatch(agent -> agent.busy() <= agent.talk() + agent.wrapUp());
    }

    @Test
    void shouldLetEmailsWaitForHours() {
        assertThat(DAY.figures().queues(Channel.EMAIL).values())
                .allMatch(queue -> queue.waitMax() != null && queue.waitMax() > 3 * 3_600);
    }

    @Test
    void shouldPassChatsOnInEveryWay() {
        Map<String, List<String>> eventsByChat = DAY.chatLog().stream()
                .map(row -> row.again(0))
                .distinct()
                .sorted(Comparator.comparingLong(ChatLogInsert::origid))
                .collect(Collectors.groupingBy(
                        row -> row.channel() + row.callid(),
                        Collectors.mapping(ChatLogInsert::event, Collectors.toList())));
        assertThat(eventsByChat.values())
                .anyMatch(events -> events.contains("TRANSFERRED") && !events.contains("ATTENDED"))
                .anyMatch(events -> events.contains("ATTENDED") && !events.contains("TRANSFERRED"))
                .anyMatch(events ->
                        events.indexOf("TRANSFERRED") < events.indexOf("ATTENDED") && events.contains("TRANSFERRED"));
    }

    @Test
    void shouldUseSomeCallidsInTwoTables() {
        Map<String, Set<Channel>> tables = new HashMap<>();
        DAY.chatLog().stream()
                .filter(row -> !row.callid().equals("NONE"))
                .forEach(row -> tables.computeIfAbsent(row.callid(), _ -> EnumSet.noneOf(Channel.class))
                        .add(row.channel()));
        assertThat(tables.values().stream().filter(of -> of.size() == 2)).hasSizeBetween(3, 60);
    }

    @Test
    void shouldNameAnAgentOrNoneInBlacklistRows() {
        List<ChatLogInsert> blocked = DAY.chatLog().stream()
                .filter(row -> row.event().equals("BLACKLIST"))
                .toList();
        assertThat(blocked)
                .anyMatch(row -> DAY.figures().agents().containsKey(String.valueOf(row.agent())))
                .anyMatch(row -> row.agent() == null || row.agent().equals("NONE"));
    }

    @Test
    void shouldFillTheTablesBesideTheLogs() {
        assertThat(DAY.ledger().rowCounts())
                .containsKeys(
                        "SMS_REPO", "TAGS", "BLACK_LIST_HISTORY", "SIPCHAT", "AUDITORY", "CALLS_SPOOL", "DIALER_BASE");
    }

    /** Follows the tables action by action: after each hour the ledger must tell what stands in them. */
    @Test
    void shouldKnowTheDialerListsAtAnyTime() {
        Map<Object, Map<String, Object>> spool = new HashMap<>();
        Map<Object, Map<String, Object>> bases = new HashMap<>();
        long nextLook = Day.MIDNIGHT.toEpochMilli();
        int looks = 0;
        for (WriteAction action : DAY.actions()) {
            for (; action.writeAtMillis() >= nextLook; nextLook += 3_600_000) {
                assertThat(DAY.ledger().dialerLists(Instant.ofEpochMilli(nextLook)))
                        .containsExactlyInAnyOrderElementsOf(lists(spool, bases));
                looks++;
            }
            apply(action, "CALLS_SPOOL", spool);
            apply(action, "DIALER_BASE", bases);
        }
        assertThat(looks).isGreaterThan(23);
        assertThat(bases.values().stream().filter(row -> Day.cell(row, "active").equals(1L)))
                .hasSize(2);
        assertThat(spool.values()).extracting(row -> Day.cell(row, "status")).contains(1L, 3L);
        assertThat(DAY.actions()).anyMatch(action -> action instanceof RowDelete);
    }

    private static void apply(WriteAction action, String table, Map<Object, Map<String, Object>> rows) {
        if (action instanceof RowInsert insert && insert.table().equals(table)) {
            assertThat(rows.put(Day.cell(insert.values(), "id"), insert.values()))
                    .isNull();
        } else if (action instanceof RowUpdate update && update.table().equals(table)) {
            assertThat(rows.put(Day.cell(update.after(), "id"), update.after())).isEqualTo(update.before());
        } else if (action instanceof RowDelete delete && delete.table().equals(table)) {
            assertThat(rows.remove(Day.cell(delete.before(), "id"))).isEqualTo(delete.before());
        }
    }

    private static List<DialerList> lists(
            Map<Object, Map<String, Object>> spool, Map<Object, Map<String, Object>> bases) {
        List<DialerList> lists = new ArrayList<>();
        for (Map<String, Object> base : bases.values()) {
            List<Map<String, Object>> rows = spool.values().stream()
                    .filter(row -> Day.cell(row, "dialerbase").equals(Day.cell(base, "name")))
                    .toList();
            lists.add(new DialerList(
                    Day.cell(base, "campaign").toString(),
                    Day.cell(base, "name").toString(),
                    Day.cell(base, "active").equals(1L),
                    ((Long) Day.cell(base, "records")).intValue(),
                    standing(rows, 1),
                    standing(rows, 0),
                    standing(rows, 3)));
        }
        return lists;
    }

    private static int standing(List<Map<String, Object>> rows, long status) {
        return (int) rows.stream()
                .filter(row -> Day.cell(row, "status").equals(status))
                .count();
    }

    @Test
    void shouldTellTheCentresClockInEveryTable() {
        LocalDateTime from = LocalDateTime.ofInstant(Day.MIDNIGHT, Day.ZONE);
        assertThat(DAY.chatLog()).allMatch(row -> !row.datetime().isBefore(from));
        assertThat(DAY.actions().stream()
                        .filter(RowInsert.class::isInstance)
                        .flatMap(action -> ((RowInsert) action).values().values().stream())
                        .filter(LocalDateTime.class::isInstance)
                        .map(LocalDateTime.class::cast))
                .allMatch(time -> !time.isBefore(from));
    }
}
