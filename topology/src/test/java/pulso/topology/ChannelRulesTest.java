package pulso.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static pulso.topology.History.at;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pulso.schemas.agent.AgentActivity;
import pulso.schemas.agent.AgentInterval;
import pulso.schemas.agent.IntervalKind;
import pulso.schemas.kpi.AgentFigures;
import pulso.schemas.kpi.Kpi;
import pulso.schemas.kpi.QueueCount;
import pulso.schemas.kpi.QueueFigures;
import pulso.schemas.passage.Channel;
import pulso.schemas.passage.EndType;
import pulso.schemas.passage.Outcome;
import pulso.schemas.passage.Passage;

/** Chats, agent-started interactions, callers who return, ratings and the dialer's lists. */
class ChannelRulesTest {
    @Test
    void shouldFoldAChatWithTheCodeOfACall() {
        var passage = History.of(
                        "webchat 12:00:00 w1 Web<- NONE ENTERQUEUE Eva|eva@mail.uy|099",
                        "webchat 12:00:20 w1 Web<- NONE CONNECT 20|ana|eva@mail.uy",
                        "webchat 12:10:20 w1 Web<- NONE COMPLETECALLER 20|600|1|14")
                .passage();

        assertThat(passage.channel()).isEqualTo(Channel.WEBCHAT);
        assertThat(passage.outcome()).isEqualTo(Outcome.ANSWERED);
        assertThat(passage.agent()).isEqualTo("ana");
        assertThat(passage.caller()).isEqualTo("eva@mail.uy");
        assertThat(passage.waitSeconds()).isEqualTo(20);
        assertThat(passage.talkSeconds()).isEqualTo(600);
        assertThat(passage.messages()).isEqualTo(14);
        assertThat(passage.endType()).isEqualTo(EndType.CALLER);
        assertThat(passage.ringSeconds()).isNull();
    }

    @Test
    void shouldKeepEqualCallidsOfTwoTablesApart() {
        var history = History.of(
                "sms 12:00:00 099 Q NONE ENTERQUEUE 099",
                "messenger 12:00:05 099 Q NONE ENTERQUEUE fb-1",
                "sms 12:00:10 099 Q ana CONNECT 10|ana|099");

        assertThat(history.passages())
                .extracting(Passage::channel)
                .containsExactlyInAnyOrder(Channel.SMS, Channel.MESSENGER);
        assertThat(queue(history, Channel.MESSENGER).open()).isEqualTo(1);
        assertThat(queue(history, Channel.SMS).answered()).isEqualTo(1);
    }

    @Test
    void shouldGiveEachAgentTheirPartOfATransferredChat() {
        var history = History.of(
                "sms 12:00:00 s1 Q NONE ENTERQUEUE 099",
                "sms 12:00:10 s1 Q NONE CONNECT 10|ana|099",
                "sms 12:03:10 s1 Q NONE TRANSFERRED ana|beto",
                "sms 12:04:10 s1 Q NONE ATTENDED ana|beto",
                "sms 12:09:10 s1 Q NONE COMPLETEAGENT 10|540|1|8");

        var passage = history.passage();
        assertThat(passage.agent()).isEqualTo("ana");
        assertThat(passage.lastAgent()).isEqualTo("beto");
        assertThat(passage.agentTransfers()).isEqualTo(1);
        assertThat(passage.talkSeconds()).isEqualTo(540);
        assertThat(agent(history, "ana").talk()).isEqualTo(180);
        assertThat(agent(history, "beto").talk()).isEqualTo(300);
        assertThat(agent(history, "ana").answered()).isEqualTo(1);
        assertThat(agent(history, "beto").answered()).isZero();
        assertThat(agent(history, "beto").transfersTaken()).isEqualTo(1);
        assertThat(queue(history, Channel.SMS).get(QueueCount.TRANSFERRED)).isEqualTo(1);
    }

    @Test
    void shouldEndTheFirstAgentsPartWhereTheOtherTakesOverUnannounced() {
        var history = History.of(
                "email 12:00:00 e1 Q NONE ENTERQUEUE a@b.uy|Hello",
                "email 12:00:10 e1 Q ana CONNECT 10|ana|a@b.uy",
                "email 12:05:10 e1 Q beto CONNECT 310|beto|a@b.uy",
                "email 12:06:10 e1 Q beto COMPLETEAGENT 10|360|1|2");

        assertThat(agent(history, "ana").talk()).isEqualTo(300);
        assertThat(agent(history, "beto").talk()).isEqualTo(60);
        assertThat(history.passage().waitSeconds()).isEqualTo(10);
    }

    @Test
    void shouldLeaveNobodyBusyWithAChatThatNobodyTook() {
        var history = History.of(
                "sms 12:00:00 s1 Q NONE ENTERQUEUE 099",
                "sms 12:00:10 s1 Q NONE CONNECT 10|ana|099",
                "sms 12:03:10 s1 Q NONE TRANSFERRED ana|beto");

        assertThat(history.passage().isInService()).isTrue();
        assertThat(history.collected.agents.values())
                .allSatisfy(state -> assertThat(state.activity()).isEqualTo(AgentActivity.LOGGED_OUT));
        assertThat(agent(history, "ana").talk()).isEqualTo(180);
    }

    @Test
    void shouldCountTwoChatsAtOnceOnceInBusyTimeAndTwiceInTalk() {
        var history = History.of(
                "webchat 12:00:00 w1 Q NONE ENTERQUEUE Eva|e@b.uy|",
                "webchat 12:00:00 w1 Q ana CONNECT 0|ana|e@b.uy",
                "webchat 12:01:00 w2 Q NONE ENTERQUEUE Leo|l@b.uy|",
                "webchat 12:01:00 w2 Q ana CONNECT 0|ana|l@b.uy",
                "webchat 12:03:00 w1 Q ana COMPLETEAGENT 0|180|1|3",
                "webchat 12:05:00 w2 Q ana COMPLETEAGENT 0|240|1|3");

        assertThat(agent(history, "ana").busy()).isEqualTo(300);
        assertThat(agent(history, "ana").talk()).isEqualTo(420);
    }

    @ParameterizedTest
    @CsvSource({
        "webchat, OUTOFTIME, REFUSED_CLOSED",
        "webchat, NOAGENTS, REFUSED_NO_AGENTS",
        "webchat, MAXQUEUE, REFUSED_FULL",
        "sms, HOLIDAYMESSAGE, REFUSED_CLOSED",
        "email, BLACKLIST, REFUSED_BLOCKED"
    })
    void shouldCountWhoIsTurnedAwayAsReceivedButNotOffered(String channel, String event, QueueCount why) {
        var history = History.of(channel + " 12:00:00 r1 Q NONE " + event);

        var figures = queue(history, Channel.valueOf(channel.toUpperCase(Locale.ROOT)));
        assertThat(figures.get(why)).isEqualTo(1);
        assertThat(figures.get(QueueCount.REFUSED)).isEqualTo(1);
        assertThat(figures.received()).isEqualTo(1);
        assertThat(figures.offered()).isZero();
        assertThat(history.passages()).isEmpty();
    }

    @Test
    void shouldNotCountAnAgentsOwnMailToABlockedAddress() {
        var history = History.of("email 12:00:00 r1 Q ana BLACKLIST x@y.uy|Hi|77");

        assertThat(queue(history, Channel.EMAIL).received()).isZero();
    }

    @Test
    void shouldGoOnWithAnOpenPassageWhenTheChatServerFindsItAgain() {
        var history = History.of(
                "sms 12:00:00 s1 Q NONE ENTERQUEUE 099",
                "sms 12:05:00 s1 Q NONE REENTERQUEUE 099",
                "sms 12:06:00 s1 Q NONE CONNECT 360|ana|099");

        assertThat(history.passage().enter()).isEqualTo(at("12:00:00"));
        assertThat(history.passage().recovered()).isFalse();
        assertThat(history.passage().waitSeconds()).isEqualTo(360);
    }

    @Test
    void shouldReadASecondEnterqueueOfMessengerAsAReentry() {
        var history = History.of(
                "messenger 12:00:00 m1 Q NONE ENTERQUEUE fb-1|Hi", "messenger 12:05:00 m1 Q NONE ENTERQUEUE fb-1|Hi");
        var sms = History.of("sms 12:00:00 m1 Q NONE ENTERQUEUE 099", "sms 12:05:00 m1 Q NONE ENTERQUEUE 099");

        assertThat(history.passage().enter()).isEqualTo(at("12:00:00"));
        assertThat(sms.passages()).hasSize(2);
    }

    @Test
    void shouldFlagAPassageWhoseStartWasBeforeTheChatServers() {
        var history = History.of("facebook 12:05:00 f1 Q NONE REENTERQUEUE post-1|Hi");

        assertThat(history.passage().recovered()).isTrue();
        assertThat(queue(history, Channel.FACEBOOK).get(QueueCount.RECOVERED)).isEqualTo(1);
        assertThat(queue(history, Channel.FACEBOOK).offered()).isEqualTo(1);
    }

    @Test
    void shouldNotLetARestartOfTheTelephonesEndAChat() {
        var history = History.of(
                "sms 12:00:00 s1 Q NONE ENTERQUEUE 099",
                "12:01:00 c1 Q NONE ENTERQUEUE",
                "12:02:00 NONE NONE NONE QUEUESTART");

        assertThat(queue(history, Channel.SMS).open()).isEqualTo(1);
        assertThat(queue(history, Channel.TELEPHONY).get(QueueCount.SYSTEM)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"sms, 2026-11-21T11:59:00, 2026-11-21T12:00:00", "email, 2026-11-27T11:59:00, 2026-11-27T12:00:00"})
    void shouldEndAForgottenChatByItsOwnChannelsAge(String channel, String before, String after) {
        var history = History.of(channel + " 12:00:00 x1 Q NONE ENTERQUEUE 099");
        history.timePassesTo(before);
        assertThat(history.passage().outcome()).isEqualTo(Outcome.OPEN);

        history.timePassesTo(after);

        assertThat(history.passage().outcome()).isEqualTo(Outcome.SYSTEM);
        assertThat(history.passage().waitEnd()).isEqualTo(at(after));
    }

    @Test
    void shouldKeepTheAgentBusyWithWhatTheyBeganUntilItEnds() {
        var began = History.of("sms 12:00:00 o1 Q-> ana OUTSMS 099");
        assertThat(began.collected.agents.values())
                .singleElement()
                .satisfies(state -> assertThat(state.activity()).isEqualTo(AgentActivity.TALKING));

        began.then("sms 12:04:00 o1 Q-> NONE COMPLETEAGENTOUT 200|6|099");

        var figures = began.collected.queue(Channel.SMS, "Q->", at("00:00:00"), at("23:59:00"));
        assertThat(figures.get(QueueCount.OUT_ATTEMPTS)).isEqualTo(1);
        assertThat(figures.get(QueueCount.OUT_HANDLED)).isEqualTo(1);
        assertThat(figures.get(QueueCount.OUT_TALK_SECONDS)).isEqualTo(200);
        assertThat(figures.get(QueueCount.MESSAGES)).isEqualTo(6);
        assertThat(figures.offered()).isZero();
        assertThat(began.collected.intervals.values())
                .singleElement()
                .returns(IntervalKind.OUTBOUND, AgentInterval::kind)
                .returns(at("12:00:40"), AgentInterval::from);
        assertThat(began.collected.agents.values())
                .singleElement()
                .satisfies(state -> assertThat(state.lines()).isEmpty());
    }

    @Test
    void shouldEndWhatAnAgentBeganWithTheOnlyEndItsTableHas() {
        var history = History.of(
                "twitter 12:00:00 t1 Q ana OUTTWEET @eva", "twitter 12:03:00 t1 Q ana COMPLETEAGENT 0|180|1|4");

        assertThat(queue(history, Channel.TWITTER).get(QueueCount.OUT_HANDLED)).isEqualTo(1);
        assertThat(history.passages()).isEmpty();
    }

    @Test
    void shouldMarkTheLaterContactOfACallerWhoReturns() {
        var history = History.of(
                "12:00:00 c1 Q NONE ENTERQUEUE |+598 99 123",
                "12:00:30 c1 Q NONE ABANDON 1|1|30",
                "sms 2026-11-21T11:00:00 s1 Q NONE ENTERQUEUE 59899123",
                "2026-11-26T11:00:00 c2 Q NONE ENTERQUEUE |59899123");

        assertThat(mark(history, "c1")).isNull();
        assertThat(mark(history, "s1")).isEqualTo(23 * 3600);
        assertThat(mark(history, "c2")).isEqualTo(5 * 24 * 3600);
        assertThat(history.collected
                        .queue(Channel.SMS, "Q", at("00:00:00"), at("2026-11-30T00:00:00"))
                        .get(QueueCount.REPEAT_24H))
                .isEqualTo(1);
    }

    @Test
    void shouldMoveTheMarkWhenAContactBetweenIsToldLate() {
        var history = History.inOrder(
                List.of(0, 2, 1),
                "sms 12:00:00 s1 Q NONE ENTERQUEUE 099",
                "sms 12:10:00 s2 Q NONE ENTERQUEUE 099",
                "sms 12:15:00 s3 Q NONE ENTERQUEUE 099");

        assertThat(mark(history, "s2")).isEqualTo(600);
        assertThat(mark(history, "s3")).isEqualTo(300);
    }

    @Test
    void shouldTakeNobodyForAReturningCallerWhoHidesOrIsCalled() {
        var history = History.of(
                "12:00:00 c1 Q NONE ENTERQUEUE |anonymous",
                "12:01:00 c2 Q NONE ENTERQUEUE |Anonymous",
                "12:02:00 c3 Q-> NONE ENTERQUEUE |099",
                "12:03:00 c4 Q-> NONE ENTERQUEUE |099");

        assertThat(history.passages())
                .allSatisfy(
                        passage -> assertThat(passage.sinceLastContactSeconds()).isNull());
    }

    @Test
    void shouldRateTheLastAnsweredPassageAndTakeACorrection() {
        var history = History.of(
                        "12:00:00 c1 Q NONE ENTERQUEUE",
                        "12:00:05 c1 Q ana CONNECT 5",
                        "12:01:05 c1 Q ana COMPLETECALLER 5|60|1",
                        "12:02:00 c1 Q NONE ENTERQUEUE",
                        "12:02:05 c1 Q beto CONNECT 5",
                        "12:03:05 c1 Q beto COMPLETECALLER 5|60|1")
                .rated("c1", "4.5");

        assertThat(history.passages()).extracting(Passage::rating).containsExactly(null, 4.5);
        assertThat(Kpi.RATING.of(queue(history, Channel.TELEPHONY), Kpi.Parameters.DEFAULT))
                .isEqualTo(4.5);

        history.rated("c1", "3");
        assertThat(Kpi.RATING.of(queue(history, Channel.TELEPHONY), Kpi.Parameters.DEFAULT))
                .isEqualTo(3.0);
        history.rated("c1", "0");
        assertThat(Kpi.RATING.of(queue(history, Channel.TELEPHONY), Kpi.Parameters.DEFAULT))
                .isNull();
    }

    @Test
    void shouldSayHowFarADialersListIs() {
        var base = Map.<String, Object>of("id", 1L, "campaign", "Out->", "name", "march", "records", 10L, "active", 1L);
        var ready = Map.<String, Object>of("campaign", "Out->", "dialerbase", "march", "status", 1L);
        var dialling = Map.<String, Object>of("campaign", "Out->", "dialerbase", "march", "status", 0L);
        var history = History.of().dialer("DIALER_BASE", null, base);
        for (int i = 0; i < 4; i++) {
            history.dialer("CALLS_SPOOL", null, ready);
        }
        history.dialer("CALLS_SPOOL", ready, dialling).dialer("CALLS_SPOOL", ready, null);

        var list = history.collected.dialerLists.values().iterator().next();
        assertThat(list.ready()).isEqualTo(2);
        assertThat(list.inProcess()).isEqualTo(1);
        assertThat(list.done()).isEqualTo(7);
        assertThat(list.progress()).isEqualTo(0.7);
    }

    private static @Nullable Long mark(History history, String interaction) {
        return history.passages().stream()
                .filter(passage -> passage.interaction().equals(interaction))
                .findFirst()
                .orElseThrow()
                .sinceLastContactSeconds();
    }

    private static QueueFigures queue(History history, Channel channel) {
        return history.collected.queue(channel, "Q", at("00:00:00"), at("23:59:00"));
    }

    private static AgentFigures agent(History history, String agent) {
        return history.collected.agent(agent, at("00:00:00"), at("23:59:00"));
    }
}
