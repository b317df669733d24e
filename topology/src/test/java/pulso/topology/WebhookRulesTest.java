package pulso.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static pulso.topology.History.at;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import pulso.schemas.kpi.ServiceTarget;
import pulso.schemas.webhook.WebhookEvent;
import pulso.schemas.webhook.WebhookType;
import pulso.topology.webhook.AlertLimits;
import pulso.topology.webhook.QueueLimit;
import pulso.topology.webhook.WebhookRules;

/** The rules of webhook events, each on the smallest history that shows it. */
class WebhookRulesTest {
    private static final String[] ANSWERED = {
        "12:00:00 c1 Ventas<- NONE ENTERQUEUE |099123456|1",
        "12:00:08 c1 Ventas<- bea CONNECT 8|c2|2",
        "12:01:48 c1 Ventas<- bea COMPLETECALLER 8|100|1"
    };

    @Test
    void shouldTellAnAgentWhoDidNotAnswerWithTheCaller() {
        var history = History.of(
                "12:00:00 c1 Ventas<- NONE ENTERQUEUE |099123456|1",
                "12:00:15 c1 Ventas<- ana RINGNOANSWER 15000",
                "12:00:17 c1 Ventas<- bea RINGNOANSWER 0");

        assertThat(told(history))
                .containsExactly("AgentRingNoAnswer agent=ana callerIdNum=099123456 campaign=Ventas<-");
        assertThat(history.collected.events.getFirst().at()).isEqualTo(at("12:00:15"));
        assertThat(history.collected.events.getFirst().key()).isEqualTo("ana");
    }

    @Test
    void shouldTellSessionsAndBreaksWithTheMotiveOfTheBeginning() {
        var history = History.of(
                "09:00:00 NONE NONE ana AGENTLOGIN",
                "10:00:00 NONE NONE ana BREAK LUNCH",
                "10:30:00 NONE NONE ana UNBREAK OTHER||1800",
                "17:00:00 NONE NONE ana AGENTLOGOFF 28800");

        assertThat(told(history))
                .containsExactly(
                        "AgentLog agent=ana isLogin=true",
                        "AgentBreak agent=ana motive=LUNCH isBreak=true",
                        "AgentBreak agent=ana motive=LUNCH isBreak=false",
                        "AgentLog agent=ana isLogin=false");
    }

    @Test
    void shouldTellARowThatComesTwiceOnce() {
        var history = History.of("09:00:00 NONE NONE ana AGENTLOGIN", ANSWERED[0]);
        history.again("09:00:00 NONE NONE ana AGENTLOGIN", 1);
        history.then("12:00:07 c1 Ventas<- ana RINGNOANSWER 7000");
        long origId = 3;
        history.again("12:00:07 c1 Ventas<- ana RINGNOANSWER 7000", origId - 1);

        assertThat(types(history)).containsExactly(WebhookType.AGENT_LOG, WebhookType.AGENT_RING_NO_ANSWER);
    }

    @Test
    void shouldTellNothingOfWhatASnapshotFinds() {
        var history = new History();
        history.found(ANSWERED).found("12:00:00 NONE NONE ana AGENTLOGIN");
        history.timePassesTo("23:30:00");

        assertThat(history.collected.events).isEmpty();
    }

    @Test
    void shouldTellTheEndOfACallThatASnapshotFoundOpen() {
        var history = new History();
        history.found(ANSWERED[0], ANSWERED[1]).then(ANSWERED[2]).timePassesTo("12:02:30");

        assertThat(told(history))
                .containsExactly(
                        "FinishInteraction campaign=Ventas<- agent=bea duration=100 clientId=099123456 channel=telephony");
    }

    @Test
    void shouldWaitForTheGuidAndTellAtOnceWhenItComes() {
        var history = History.of(ANSWERED).timePassesTo("12:02:00");
        assertThat(history.collected.events).isEmpty();

        history.callDetail(null, Map.of("uniqueid", "c1", "guid", "g1"), "12:02:10");

        assertThat(told(history))
                .containsExactly("FinishInteraction guid=g1 campaign=Ventas<- agent=bea duration=100 clientId=099123456"
                        + " channel=telephony");
        assertThat(history.collected.events.getFirst().at()).isEqualTo(at("12:01:48"));
    }

    @Test
    void shouldTellAPassageOnceItsWrapUpIsKnownAndOnlyOnce() {
        var history = History.of(ANSWERED);
        history.callDetail(null, Map.of("uniqueid", "c1", "guid", "g1"), "12:02:00");
        history.then("12:02:10 c1 Ventas<- bea FINISHWRAPUP 8|30|g1");
        history.timePassesTo("12:20:00").then("12:00:04 c1 Ventas<- ana RINGNOANSWER 4000");

        assertThat(types(history))
                .containsExactly(
                        WebhookType.FINISH_INTERACTION, WebhookType.PASSAGE_FINISHED, WebhookType.AGENT_RING_NO_ANSWER);
        var passage = history.collected.events.get(1);
        assertThat(passage.value("wrapUpSeconds")).isEqualTo("22");
        assertThat(passage.value("enter")).isEqualTo("2026-11-20T12:00:00-03:00");
        assertThat(passage.value("outcome")).isEqualTo("answered");
        assertThat(passage.value("endType")).isEqualTo("caller");
    }

    @Test
    void shouldTellAPassageWithoutWrapUpTenMinutesAfterItsEnd() {
        var history = History.of(ANSWERED).timePassesTo("12:11:47");
        assertThat(types(history)).containsExactly(WebhookType.FINISH_INTERACTION);

        history.timePassesTo("12:11:48").timePassesTo("12:30:00");

        assertThat(types(history)).containsExactly(WebhookType.FINISH_INTERACTION, WebhookType.PASSAGE_FINISHED);
    }

    @Test
    void shouldTellWhoGaveUp() {
        var history = History.of(
                        "12:00:00 c1 Ventas<- NONE ENTERQUEUE |099123456|1", "12:00:40 c1 Ventas<- NONE ABANDON 1|1|40")
                .timePassesTo("12:01:10");

        assertThat(types(history))
                .containsExactly(
                        WebhookType.PASSAGE_ABANDONED, WebhookType.PASSAGE_FINISHED, WebhookType.FINISH_INTERACTION);
        assertThat(told(history).getLast())
                .isEqualTo("FinishInteraction campaign=Ventas<- duration=0 clientId=099123456 channel=telephony");
    }

    @Test
    void shouldTellAnInteractionThatIsHandedOnAtItsLastEndWithAllOfItsTalk() {
        var history = History.of(
                        ANSWERED[0],
                        ANSWERED[1],
                        "12:01:48 c1 Ventas<- bea BLINDTRANSFER 200|from-queue|8|100|1",
                        "12:01:50 c1 Soporte<- NONE ENTERQUEUE |099123456|1",
                        "12:02:00 c1 Soporte<- ana CONNECT 10|c3|2",
                        "12:02:30 c1 Soporte<- ana COMPLETEAGENT 10|30|1")
                .timePassesTo("12:03:30");

        assertThat(told(history).stream().filter(text -> text.startsWith("Finish")))
                .containsExactly(
                        "FinishInteraction campaign=Soporte<- agent=ana duration=130 clientId=099123456 channel=telephony");
    }

    @Test
    void shouldTellAnInteractionThatWentNowhereElseHalfAMinuteAfterATransfer() {
        var history = History.of(
                        ANSWERED[0], ANSWERED[1], "12:01:48 c1 Ventas<- bea BLINDTRANSFER 200|from-queue|8|100|1")
                .callDetail(null, Map.of("uniqueid", "c1", "guid", "g1"), "12:01:50");
        history.timePassesTo("12:02:17");
        assertThat(types(history)).doesNotContain(WebhookType.FINISH_INTERACTION);

        history.timePassesTo("12:02:18");

        assertThat(types(history)).contains(WebhookType.FINISH_INTERACTION);
    }

    @Test
    void shouldTellTheEndOfAChatAtOnceWithItsOwnIdAsGuid() {
        var history = History.of(
                "webchat 12:00:00 w1 Web<- NONE ENTERQUEUE Ana|ana@example.com|099",
                "webchat 12:00:08 w1 Web<- bea CONNECT 8|bea|ana@example.com",
                "webchat 12:01:48 w1 Web<- bea COMPLETEAGENT 8|100|1|12");

        assertThat(told(history))
                .contains("FinishInteraction guid=w1 campaign=Web<- agent=bea duration=100 clientId=ana@example.com"
                        + " channel=webchat");
        assertThat(types(history)).containsOnlyOnce(WebhookType.PASSAGE_FINISHED);
    }

    @Test
    void shouldTellCallsAndMessagesThatAgentsBegan() {
        var history = History.of(
                "12:00:00 c1 Cobros-> ana OUTCALL ANSWER|60|75|099555|g7",
                "sms 12:00:00 s1 Sms<- ana OUTSMS 099777",
                "sms 12:05:00 s1 Sms<- ana COMPLETEAGENTOUT 300|4");

        assertThat(told(history))
                .containsExactly(
                        "FinishInteraction guid=g7 campaign=Cobros-> agent=ana duration=60 clientId=099555"
                                + " channel=telephony",
                        "FinishInteraction guid=s1 campaign=Sms<- agent=ana duration=300 clientId=099777 channel=sms");
    }

    @Test
    void shouldTellADispositionWhenItsLevelsAreThereOrBecomeOthers() {
        var history = History.of(ANSWERED);
        var bare = Map.<String, Object>of("uniqueid", "c1", "guid", "g1", "campaign", "Ventas<-");
        var noted = with(bare, "userfield", "Venta:Contado");
        history.callDetail(null, bare, "12:02:00")
                .callDetail(bare, noted, "12:03:00")
                .callDetail(noted, with(noted, "rating", "4.00"), "12:04:00")
                .callDetail(noted, with(bare, "userfield", "Venta:Cuotas:Si"), "12:05:00");

        assertThat(told(history).stream().filter(text -> text.startsWith("InteractionDisposition")))
                .containsExactly(
                        "InteractionDisposition guid=g1 campaign=Ventas<- agent=bea value1=Venta value2=Contado"
                                + " channel=telephony",
                        "InteractionDisposition guid=g1 campaign=Ventas<- agent=bea value1=Venta value2=Cuotas"
                                + " value3=Si channel=telephony");
    }

    @Test
    void shouldNotTellAgainWhatIsCorrected() {
        var history = History.of(ANSWERED).timePassesTo("12:30:00");
        int told = history.collected.events.size();

        history.update(ANSWERED[2], "12:01:49 c1 Ventas<- bea COMPLETEAGENT 8|101|1", 3)
                .then(
                        "12:00:00 c1 Soporte<- NONE ENTERQUEUE |099123456|1",
                        "12:00:00 c1 Soporte<- NONE EXITEMPTY 1|1|0")
                .timePassesTo("13:00:00");

        assertThat(history.collected.events.subList(told, history.collected.events.size()))
                .allSatisfy(event -> assertThat(event.value("campaign")).isEqualTo("Soporte<-"));
    }

    @Test
    void shouldGiveTheSameIdsHoweverRowsArrive() {
        var expected = ids(History.of(ANSWERED).timePassesTo("12:30:00"));

        var shuffled = History.inOrder(List.of(2, 0, 1), ANSWERED).timePassesTo("12:30:00");

        assertThat(ids(shuffled)).containsExactlyElementsOf(expected).doesNotHaveDuplicates();
    }

    @Test
    void shouldTellAQueueInTroubleOnceAndWhenItIsWellAgain() {
        var limits = AlertLimits.ofAll(1, 60, null, ServiceTarget.DEFAULT);
        var history = new History(new WebhookRules("userfield", ":", limits));
        history.then("12:00:00 c1 Ventas<- NONE ENTERQUEUE |1|1", "12:00:00 c2 Ventas<- NONE ENTERQUEUE |2|2")
                .timePassesTo("12:00:01")
                .timePassesTo("12:00:02")
                .timePassesTo("12:01:01")
                .then("12:01:02 c1 Ventas<- NONE ABANDON 1|1|62", "12:01:02 c2 Ventas<- NONE ABANDON 1|1|62")
                .timePassesTo("12:01:03");

        assertThat(told(history).stream().filter(text -> text.startsWith("QueueAlert")))
                .containsExactly(
                        "QueueAlert source=ucontact campaign=Ventas<- channel=telephony figure=waiting value=2 limit=1"
                                + " isAlert=true",
                        "QueueAlert source=ucontact campaign=Ventas<- channel=telephony figure=longestWait value=61"
                                + " limit=60 isAlert=true",
                        "QueueAlert source=ucontact campaign=Ventas<- channel=telephony figure=waiting value=0 limit=1"
                                + " isAlert=false",
                        "QueueAlert source=ucontact campaign=Ventas<- channel=telephony figure=longestWait value=0"
                                + " limit=60 isAlert=false");
    }

    @Test
    void shouldTellAQueueByItsOwnLimitAndNothingOfOneThatIsNotWatched() {
        var waiting = new QueueLimit<>(1, Map.of("Premium<-", 0), Set.of("Encuestas->"));
        var limits = new AlertLimits(waiting, QueueLimit.ofAll(null), QueueLimit.ofAll(null), ServiceTarget.DEFAULT);
        var history = new History(new WebhookRules("userfield", ":", limits));
        for (var queue : List.of("Ventas<-", "Premium<-", "Encuestas->")) {
            history.then("12:00:00 a" + queue + " " + queue + " NONE ENTERQUEUE |1|1");
        }
        history.then("12:00:00 e2 Encuestas-> NONE ENTERQUEUE |1|1").timePassesTo("12:00:01");

        assertThat(alerts(history)).containsExactly("Premium<- waiting 1 of 0 true");
    }

    @Test
    void shouldTellABadServiceLevelOnceUntilItIsWellAboveItsLimit() {
        var limits = AlertLimits.ofAll(null, null, 0.8, new ServiceTarget(20, 5));
        var history = new History(new WebhookRules("userfield", ":", limits));

        // Nine judged, all bad: too few to speak of
        wait(history, 0, 9, 30);
        history.timePassesTo("12:02:00");
        assertThat(alerts(history)).isEmpty();

        // Three of twelve in time, then for two minutes no better
        wait(history, 2, 3, 10);
        history.timePassesTo("12:04:00").timePassesTo("12:04:30").timePassesTo("12:05:00");
        assertThat(alerts(history)).containsExactly("Ventas<- serviceLevel 0.25 of 0.8 true");

        // 36 of 45 in time is the limit itself, 37 of 46 is above it but not well above it
        wait(history, 6, 33, 10);
        history.timePassesTo("12:08:00");
        wait(history, 8, 1, 10);
        history.timePassesTo("12:10:00");
        assertThat(alerts(history)).hasSize(1);

        // 42 of 51
        wait(history, 11, 5, 10);
        history.timePassesTo("12:13:00").timePassesTo("12:14:00");
        assertThat(alerts(history)).hasSize(2).last().isEqualTo("Ventas<- serviceLevel 0.824 of 0.8 false");
    }

    @Test
    void shouldEndABadServiceLevelWhenNobodyWasJudgedForHalfAnHour() {
        var limits = AlertLimits.ofAll(null, null, 0.8, new ServiceTarget(20, 5));
        var history = new History(new WebhookRules("userfield", ":", limits));
        wait(history, 0, 10, 30);

        history.timePassesTo("12:02:00")
                .timePassesTo("12:20:00")
                .timePassesTo("12:40:00")
                .timePassesTo("12:41:00");

        assertThat(alerts(history))
                .containsExactly("Ventas<- serviceLevel 0.0 of 0.8 true", "Ventas<- serviceLevel null of 0.8 false");
    }

    /** So many calls of a minute, each answered after so many seconds and ended in the next one. */
    private static void wait(History history, int minute, int calls, int seconds) {
        for (int call = 0; call < calls; call++) {
            var id = "c" + minute + '.' + call;
            history.then(
                    "12:%02d:00 %s Ventas<- NONE ENTERQUEUE |1|1".formatted(minute, id),
                    "12:%02d:%02d %s Ventas<- bea CONNECT %d|x|2".formatted(minute, seconds, id, seconds),
                    "12:%02d:%02d %s Ventas<- bea COMPLETECALLER %d|1|1".formatted(minute, seconds + 1, id, seconds));
        }
    }

    private static List<String> alerts(History history) {
        return history.collected.events.stream()
                .filter(event -> event.type() == WebhookType.QUEUE_ALERT)
                .map(event -> "%s %s %s of %s %s"
                        .formatted(
                                event.value("campaign"),
                                event.value("figure"),
                                event.value("value"),
                                event.value("limit"),
                                event.value("isAlert")))
                .toList();
    }

    private static Map<String, Object> with(Map<String, Object> row, String column, String value) {
        var values = new HashMap<>(row);
        values.put(column, value);
        return values;
    }

    private static List<WebhookType> types(History history) {
        return history.collected.events.stream().map(WebhookEvent::type).toList();
    }

    private static List<String> ids(History history) {
        return history.collected.events.stream().map(WebhookEvent::id).toList();
    }

    /** The name of each event and its values. */
    private static List<String> told(History history) {
        return history.collected.events.stream()
                .map(event -> event.type().eventName()
                        + ' '
                        + event.values().stream()
                                .map(value -> value.name() + '=' + value.text())
                                .collect(Collectors.joining(" ")))
                .toList();
    }
}
