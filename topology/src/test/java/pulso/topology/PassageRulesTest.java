package pulso.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static pulso.topology.History.at;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import pulso.schemas.kpi.QueueCount;
import pulso.schemas.passage.EndType;
import pulso.schemas.passage.Outcome;
import pulso.schemas.passage.Passage;
import pulso.schemas.source.RejectionReason;

/** The rules of passages, each on the smallest history that shows it. */
class PassageRulesTest {
    private static final String[] ANSWERED = {
        "12:00:00 c1 Ventas<- NONE ENTERQUEUE |099123456|1",
        "12:00:05 c1 Ventas<- ana RINGNOANSWER 5000",
        "12:00:08 c1 Ventas<- bea CONNECT 8|c2|2",
        "12:00:30 c1 Ventas<- bea HOLD SIP/1",
        "12:00:40 c1 Ventas<- bea UNHOLD SIP/1",
        "12:01:48 c1 Ventas<- bea COMPLETECALLER 8|100|1",
        "12:02:00 c1 Ventas<- bea FINISHWRAPUP 18|30|g1"
    };

    @Test
    void shouldFollowAnAnsweredCallToTheEndOfItsWrapUp() {
        var passage = History.of(ANSWERED).passage();

        assertThat(passage.outcome()).isEqualTo(Outcome.ANSWERED);
        assertThat(passage.agent()).isEqualTo("bea");
        assertThat(passage.waitSeconds()).isEqualTo(8);
        assertThat(passage.talkSeconds()).isEqualTo(100);
        assertThat(passage.holdSeconds()).isEqualTo(10);
        assertThat(passage.wrapUpSeconds()).isEqualTo(12);
        assertThat(passage.ringNoAnswers()).isEqualTo(1);
        assertThat(passage.endType()).isEqualTo(EndType.CALLER);
        assertThat(passage.clockUsed()).isFalse();
    }

    @Test
    void shouldGiveTheSameForAnyOrderOfArrival() {
        var expected = History.of(ANSWERED).passage();
        var random = new Random(7);
        for (int round = 0; round < 200; round++) {
            var order =
                    new ArrayList<>(IntStream.range(0, ANSWERED.length).boxed().toList());
            Collections.shuffle(order, random);

            var shuffled = History.inOrder(order, ANSWERED);

            assertThat(shuffled.passage()).as(order.toString()).isEqualTo(expected);
            assertThat(shuffled.collected.queueMinutes.values().stream()
                            .mapToLong(m -> m.offered())
                            .sum())
                    .isEqualTo(1);
        }
    }

    @Test
    void shouldCountTheSameRowOnceAndAnotherRowOfTheSameOriginTwice() {
        var once = History.of("12:00:00 c1 Ventas<- ana RINGNOANSWER 5000")
                .again("12:00:00 c1 Ventas<- ana RINGNOANSWER 5000", 1);
        var twice = History.of("12:00:00 c1 Ventas<- ana RINGNOANSWER 5000")
                .again("12:00:00 c1 Ventas<- ana RINGNOANSWER 6000", 1);

        assertThat(ringNoAnswers(once)).isEqualTo(1);
        assertThat(ringNoAnswers(twice)).isEqualTo(2);
    }

    @Test
    void shouldOpenASecondPassageWhenACallComesBackToTheQueue() {
        var history = History.of(
                "12:00:00 c1 Ventas<- NONE ENTERQUEUE",
                "12:00:05 c1 Ventas<- ana CONNECT 5||2",
                "12:01:05 c1 Ventas<- ana BLINDTRANSFER 200|from-internal|5|60|1",
                "12:01:05 c1 Soporte<- NONE ENTERQUEUE",
                "12:01:15 c1 Soporte<- bea CONNECT 10||2",
                "12:01:45 c1 Soporte<- bea BLINDTRANSFER 100|from-internal|10|30|1",
                "12:01:45 c1 Ventas<- NONE ENTERQUEUE",
                "12:02:05 c1 Ventas<- NONE ABANDON 1|1|20");

        assertThat(history.passages())
                .extracting(Passage::queue, Passage::ordinal, Passage::outcome)
                .containsExactlyInAnyOrder(
                        tuple("Ventas<-", 1, Outcome.ANSWERED),
                        tuple("Soporte<-", 1, Outcome.ANSWERED),
                        tuple("Ventas<-", 2, Outcome.ABANDONED));
    }

    @Test
    void shouldUseTheClockWhereAFieldIsEmptyOrMoreThanTwoSecondsOff() {
        var empty = History.of("12:00:00 c1 Q NONE ENTERQUEUE", "12:00:07 c1 Q NONE ABANDON 1|1|");
        var off = History.of("12:00:00 c2 Q NONE ENTERQUEUE", "12:00:07 c2 Q NONE ABANDON 1|1|10");
        var near = History.of("12:00:00 c3 Q NONE ENTERQUEUE", "12:00:07 c3 Q NONE ABANDON 1|1|9");

        assertThat(empty.passage().waitSeconds()).isEqualTo(7);
        assertThat(off.passage().waitSeconds()).isEqualTo(7);
        assertThat(off.passage().clockUsed()).isTrue();
        assertThat(near.passage().waitSeconds()).isEqualTo(9);
    }

    @Test
    void shouldRebuildAnEndWithoutStartAndRejectOneThatCannotBe() {
        var rebuilt = History.of("12:05:00 c1 Q ana COMPLETEAGENT 10|120|1");
        var rejected = History.of("12:05:00 c1 Q ana COMPLETEAGENT");

        assertThat(rebuilt.passage().enter()).isEqualTo(at("12:02:50"));
        assertThat(rebuilt.passage().reconstructed()).isTrue();
        assertThat(rejected.passages()).isEmpty();
        assertThat(rejected.collected.rejected)
                .singleElement()
                .satisfies(row -> assertThat(row.reason()).isEqualTo(RejectionReason.ORPHAN));
    }

    @Test
    void shouldTakeARebuiltStartBackWhenTheRealOneComes() {
        var history =
                History.inOrder(List.of(1, 0), "12:00:00 c1 Q NONE ENTERQUEUE", "12:00:10 c1 Q NONE ABANDON 1|1|10");

        assertThat(history.passage().reconstructed()).isFalse();
        assertThat(history.collected.queue("Q", at("00:00:00"), at("23:59:00")).get(QueueCount.RECONSTRUCTED))
                .isZero();
    }

    @Test
    void shouldPairAnEndUnderAnotherCallidWithTheConversationItEnds() {
        var rows = new String[] {
            "12:00:00 b1 Soporte<- NONE ENTERQUEUE",
            "12:00:10 b1 Soporte<- bea CONNECT 10||3",
            "12:01:40 a1 Soporte<- bea COMPLETECALLER 10|90|1"
        };
        var inOrder = History.of(rows);
        var endFirst = History.inOrder(List.of(2, 0, 1), rows);

        for (var history : List.of(inOrder, endFirst)) {
            assertThat(history.passage().interaction()).isEqualTo("b1");
            assertThat(history.passage().talkSeconds()).isEqualTo(90);
        }
    }

    @Test
    void shouldJoinAWrapUpByItsGuidWhicheverComesFirst() {
        var rows = new String[] {
            "12:00:00 c1 Q NONE ENTERQUEUE",
            "12:00:10 c1 Q ana CONNECT 10||3",
            "12:01:10 c1 Q ana COMPLETEAGENT 10|60|1",
            "12:01:30 NONE NONE ana FINISHWRAPUP 10|30|guid-1"
        };
        var linkLast = History.of(rows).callDetail("c1", "guid-1");
        var linkFirst = new History().callDetail("c1", "guid-1").then(rows);

        for (var history : List.of(linkLast, linkFirst)) {
            assertThat(history.passage().wrapUpSeconds()).isEqualTo(20);
            var figures = history.collected.queue("Q", at("00:00:00"), at("23:59:00"));
            assertThat(figures.wrapUp()).isEqualTo(20);
            assertThat(figures.aht()).isEqualTo(80.0);
            assertThat(history.collected
                            .agent("ana", at("00:00:00"), at("23:59:00"))
                            .wrapUp())
                    .isEqualTo(20);
        }
    }

    @Test
    void shouldEndWhatIsOpenAtARestart() {
        var history = History.of(
                "12:00:00 c1 Q NONE ENTERQUEUE",
                "12:00:00 c2 Q NONE ENTERQUEUE",
                "12:00:10 c2 Q ana CONNECT 10||3",
                "12:05:00 NONE NONE NONE QUEUESTART");

        assertThat(history.passages())
                .extracting(Passage::outcome)
                .containsExactlyInAnyOrder(Outcome.SYSTEM, Outcome.ANSWERED);
        var figures = history.collected.queue("Q", at("00:00:00"), at("23:59:00"));
        assertThat(figures.get(QueueCount.SYSTEM)).isEqualTo(1);
        assertThat(figures.handled()).isEqualTo(1);
        assertThat(figures.get(QueueCount.TALK_KNOWN)).isZero();
        assertThat(figures.aht()).isNull();
        assertThat(history.collected
                        .agent("ana", at("00:00:00"), at("23:59:00"))
                        .talk())
                .isEqualTo(290);
    }

    @Test
    void shouldLetALaterRowReplaceWhatARestartOrAgeHadEnded() {
        var history = History.of(
                        "12:00:00 c1 Q NONE ENTERQUEUE",
                        "12:00:10 c1 Q ana CONNECT 10||3",
                        "12:05:00 NONE NONE NONE QUEUESTART")
                .timePassesTo("19:00:00")
                .then("19:00:10 c1 Q ana COMPLETEAGENT 10|25200|1");

        assertThat(history.passage().endType()).isEqualTo(EndType.AGENT);
        assertThat(history.passage().talkSeconds()).isEqualTo(25_200);
    }

    @Test
    void shouldEndAnOpenPassageAtSixHours() {
        var history = History.of("12:00:00 c1 Q NONE ENTERQUEUE").timePassesTo("17:59:00");
        assertThat(history.passage().outcome()).isEqualTo(Outcome.OPEN);

        history.timePassesTo("18:00:00");

        assertThat(history.passage().outcome()).isEqualTo(Outcome.SYSTEM);
        assertThat(history.passage().waitEnd()).isEqualTo(at("18:00:00"));
    }

    @Test
    void shouldGoOnWaitingAfterAnAgentDump() {
        var history = History.of(
                "12:00:00 c1 Q NONE ENTERQUEUE",
                "12:00:08 c1 Q ana AGENTDUMP",
                "12:00:25 c1 Q bea CONNECT 25||6",
                "12:02:25 c1 Q bea COMPLETECALLER 25|120|1");

        assertThat(history.passage().agentDumps()).isEqualTo(1);
        assertThat(history.passage().agent()).isEqualTo("bea");
        assertThat(history.collected
                        .agent("ana", at("00:00:00"), at("23:59:00"))
                        .agentDumps())
                .isEqualTo(1);
    }

    @Test
    void shouldCountHoldToldTwiceOnceAndCloseAnOpenOne() {
        var history = History.of(
                "12:00:00 c1 Q NONE ENTERQUEUE",
                "12:00:10 c1 Q ana CONNECT 10||3",
                "12:00:20 c1 Q ana HOLD SIP/1",
                "12:00:21 c1 Q ana PHONESTARHOLDIN 099|g1|Q",
                "12:00:30 c1 Q ana UNHOLD SIP/1",
                "12:00:31 c1 Q ana PHONEENDHOLDIN 099|g1|Q",
                "12:01:00 c1 Q ana HOLD SIP/1",
                "12:01:10 c1 Q ana COMPLETECALLER 10|60|1");

        assertThat(history.passage().holdSeconds()).isEqualTo(11 + 10);
    }

    @Test
    void shouldTakeAnUpdatedRowsOldEffectOut() {
        var history = History.of("12:00:00 c1 Q NONE ENTERQUEUE", "12:00:10 c1 Q NONE ABANDON 1|1|10")
                .update("12:00:10 c1 Q NONE ABANDON 1|1|10", "12:00:10 c1 Q NONE EXITWITHTIMEOUT 1|1|10", 2);

        var figures = history.collected.queue("Q", at("00:00:00"), at("23:59:00"));
        assertThat(figures.abandoned()).isZero();
        assertThat(figures.get(QueueCount.EXITED_TIMEOUT)).isEqualTo(1);
    }

    @Test
    void shouldRejectALateRow() {
        var history = History.of("12:00:00 c1 Q NONE ENTERQUEUE", "2026-11-19T11:59:59 c0 Q NONE ENTERQUEUE");

        assertThat(history.collected.rejected).extracting(row -> row.reason()).containsExactly(RejectionReason.LATE);
    }

    @Test
    void shouldStillKnowTheCallThatARowJustNotLateEnds() {
        var history = History.of(
                "10:00:00 c1 Q NONE ENTERQUEUE",
                "2026-11-21T13:30:00 c2 Q NONE ENTERQUEUE",
                "15:00:00 c1 Q NONE EXITWITHTIMEOUT 1|1|18000");

        var figures = history.collected.queue("Q", at("00:00:00"), at("23:59:00"));
        assertThat(figures.offered()).isEqualTo(1);
        assertThat(figures.get(QueueCount.EXITED_TIMEOUT)).isEqualTo(1);
        assertThat(history.passages().getFirst().reconstructed()).isFalse();
    }

    private static long ringNoAnswers(History history) {
        return history.collected
                .queue("Ventas<-", at("00:00:00"), at("23:59:00"))
                .get(QueueCount.RING_NO_ANSWER);
    }
}
