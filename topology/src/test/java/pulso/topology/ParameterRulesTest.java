package pulso.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static pulso.topology.History.at;

import org.junit.jupiter.api.Test;
import pulso.schemas.agent.AgentInterval;
import pulso.schemas.agent.IntervalKind;
import pulso.schemas.generation.FoldParameters;
import pulso.schemas.passage.Outcome;

/** What a generation's own parameters change, each on the smallest history that shows it. */
class ParameterRulesTest {
    private static final String[] PAUSES = {
        "12:00:00 NONE NONE ana AGENTLOGIN",
        "12:10:00 NONE Ventas<- ana PAUSE lunch",
        "12:20:00 NONE Ventas<- ana UNPAUSE",
        "12:30:00 NONE NONE ana REALPAUSE",
        "12:35:00 NONE NONE ana REALUNPAUSE 300",
        "12:40:00 NONE NONE ana PAUSEALL",
        "12:41:00 NONE NONE ana UNPAUSEALL",
        "13:00:00 NONE NONE ana AGENTLOGOFF 3600"
    };

    @Test
    void shouldEndAnOpenPassageAtTheAgeOfItsGeneration() {
        var row = "08:00:00 c1 Ventas<- NONE ENTERQUEUE |099123|1";

        var early = folded("age.telephony=1h", row).timePassesTo("09:00:00").passage();
        var late = folded("age.telephony=7h", row).timePassesTo("14:30:00").passage();
        var otherChannel = folded("age.email=1h", row).timePassesTo("13:59:00").passage();

        assertThat(early.outcome()).isEqualTo(Outcome.SYSTEM);
        assertThat(early.waitEnd()).isEqualTo(at("09:00:00"));
        assertThat(late.outcome()).isEqualTo(Outcome.OPEN);
        assertThat(otherChannel.outcome()).isEqualTo(Outcome.OPEN);
    }

    @Test
    void shouldPauseByTheRuleOfItsGeneration() {
        assertThat(pausedSeconds(folded("", PAUSES))).isEqualTo(300);
        assertThat(pausedSeconds(folded("pause=asterisk", PAUSES))).isEqualTo(600 + 300 + 60);
        assertThat(pausedSeconds(folded("pause=none", PAUSES))).isZero();
    }

    @Test
    void shouldTakeAPauseOutWithTheRowThatBeganIt() {
        var history = folded("pause=asterisk", PAUSES)
                .update("12:40:00 NONE NONE ana PAUSEALL", "12:40:30 NONE NONE ana PAUSEALL", 6);

        assertThat(pausedSeconds(history)).isEqualTo(600 + 300 + 30);
    }

    @Test
    void shouldReadAForeignEventAsTheDocumentedOne() {
        String[] rows = {"12:00:00 c1 Ventas<- NONE ENTERCOLA |099123|1", "12:00:30 c1 Ventas<- NONE ABANDON 1|1|30"};

        var unread = folded("", rows);
        var read = folded("event.ENTERCOLA=ENTERQUEUE", rows);

        assertThat(unread.counts.unknownEvents().sum()).isEqualTo(1);
        assertThat(read.counts.unknownEvents().sum()).isZero();
        assertThat(read.passage().reconstructed()).isFalse();
        assertThat(read.passage().outcome()).isEqualTo(Outcome.ABANDONED);
        assertThat(unread.passage().reconstructed()).isTrue();
    }

    private static History folded(String parameters, String... lines) {
        return new History(FoldParameters.parse(parameters)).then(lines);
    }

    private static long pausedSeconds(History history) {
        return history.collected.intervals.values().stream()
                .filter(interval -> interval.kind() == IntervalKind.PAUSE)
                .mapToLong(ParameterRulesTest::seconds)
                .sum();
    }

    private static long seconds(AgentInterval interval) {
        return interval.to().getEpochSecond() - interval.from().getEpochSecond();
    }
}
