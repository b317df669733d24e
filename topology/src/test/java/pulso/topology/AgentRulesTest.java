package pulso.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static pulso.topology.History.at;

import org.junit.jupiter.api.Test;
import pulso.schemas.agent.AgentActivity;
import pulso.schemas.agent.AgentInterval;
import pulso.schemas.agent.IntervalKind;
import pulso.schemas.kpi.AgentFigures;

/** The rules of agents' time, each on the smallest history that shows it. */
class AgentRulesTest {
    @Test
    void shouldClipASessionToTheWindow() {
        var history = History.of("12:30:00 NONE NONE ana AGENTLOGIN", "14:10:00 NONE NONE ana AGENTLOGOFF 6000");

        assertThat(figures(history, "13:00:00", "14:00:00").login()).isEqualTo(3600);
        assertThat(figures(history, "12:00:00", "15:00:00").login()).isEqualTo(6000);
    }

    @Test
    void shouldRebuildALoginFromTheLogoff() {
        var history = History.of("12:10:00 NONE NONE ana AGENTLOGOFF 300");

        assertThat(figures(history, "12:00:00", "13:00:00").login()).isEqualTo(300);
    }

    @Test
    void shouldIgnoreASecondLoginUnlessARestartLiesBetween() {
        var twice = History.of(
                "12:00:00 NONE NONE ana AGENTLOGIN",
                "12:10:00 NONE NONE ana AGENTLOGIN",
                "12:20:00 NONE NONE ana AGENTLOGOFF 1200");
        var restarted = History.of(
                "12:00:00 NONE NONE ana AGENTLOGIN",
                "12:05:00 NONE NONE NONE QUEUESTART",
                "12:10:00 NONE NONE ana AGENTLOGIN",
                "12:20:00 NONE NONE ana AGENTLOGOFF 600");

        assertThat(figures(twice, "12:00:00", "13:00:00").login()).isEqualTo(1200);
        assertThat(figures(restarted, "12:00:00", "13:00:00").login()).isEqualTo(900);
    }

    @Test
    void shouldGiveThePauseInsideABreakToTheBreak() {
        var history = History.of(
                "12:00:00 NONE NONE ana AGENTLOGIN",
                "12:10:00 NONE NONE ana REALPAUSE",
                "12:15:00 NONE NONE ana BREAK LUNCH|",
                "12:45:00 NONE NONE ana UNBREAK LUNCH||1800",
                "12:50:00 NONE NONE ana REALUNPAUSE 2400",
                "13:00:00 NONE NONE ana AGENTLOGOFF 3600");

        var figures = figures(history, "12:00:00", "13:00:00");
        assertThat(figures.breakTime()).isEqualTo(1800);
        assertThat(figures.pause()).isEqualTo(600);
    }

    @Test
    void shouldCloseABreakAtLogoffWhenUnbreakIsMissing() {
        var history = History.of(
                "12:00:00 NONE NONE ana AGENTLOGIN",
                "12:30:00 NONE NONE ana BREAK BATHROOM|",
                "12:40:00 NONE NONE ana AGENTLOGOFF 2400");

        assertThat(figures(history, "12:00:00", "13:00:00").breakTime()).isEqualTo(600);
        assertThat(history.collected.intervals.values())
                .filteredOn(interval -> interval.kind() == IntervalKind.BREAK)
                .singleElement()
                .extracting(AgentInterval::cut, AgentInterval::motive)
                .containsExactly(true, "BATHROOM");
    }

    @Test
    void shouldIgnoreTelephonysOwnPauses() {
        var history = History.of(
                "12:00:00 NONE NONE ana AGENTLOGIN",
                "12:10:00 NONE NONE ana PAUSEALL",
                "12:20:00 NONE NONE ana UNPAUSEALL",
                "13:00:00 NONE NONE ana AGENTLOGOFF 3600");

        assertThat(figures(history, "12:00:00", "13:00:00").pause()).isZero();
    }

    @Test
    void shouldEndAForgottenSessionAfterSixteenHours() {
        var history = History.of("06:00:00 NONE NONE ana AGENTLOGIN").timePassesTo("2026-11-21T10:00:00");

        assertThat(figures(history, "00:00:00", "2026-11-21T12:00:00").login()).isEqualTo(16 * 3600);
        assertThat(history.collected.agents.get("ana"))
                .satisfies(state -> assertThat(state.activity()).isEqualTo(AgentActivity.LOGGED_OUT));
    }

    @Test
    void shouldCountBusyTimeOfOverlappingLinesOnce() {
        var history = History.of(
                "12:00:00 c1 Q NONE ENTERQUEUE",
                "12:00:10 c1 Q ana CONNECT 10||1",
                "12:01:10 c1 Q ana COMPLETEAGENT 10|60|1",
                "12:01:30 c1 Q ana FINISHWRAPUP 5|30|g");

        var figures = figures(history, "12:00:00", "13:00:00");
        assertThat(figures.talk()).isEqualTo(60);
        assertThat(figures.wrapUp()).isEqualTo(25);
        assertThat(figures.busy())
                .as("wrap-up [12:01:05, 12:01:30) overlaps the talk by 5 s")
                .isEqualTo(80);
    }

    @Test
    void shouldShowTheMostTellingOfWhatAnAgentDoes() {
        var history = History.of("12:00:00 NONE NONE ana AGENTLOGIN");
        assertThat(activity(history)).isEqualTo(AgentActivity.AVAILABLE);

        history.then("12:00:20 c1 Q NONE ENTERQUEUE", "12:00:25 c1 Q ana PHONECALLAGENT 099|g1|Q");
        assertThat(activity(history)).isEqualTo(AgentActivity.RINGING);

        history.then("12:00:30 c1 Q ana CONNECT 10||5");
        assertThat(activity(history)).isEqualTo(AgentActivity.TALKING);

        history.then("12:00:40 c1 Q ana HOLD SIP/1");
        assertThat(activity(history)).isEqualTo(AgentActivity.ON_HOLD);

        history.then("12:01:30 c1 Q ana COMPLETECALLER 10|60|1", "12:01:40 c1 Q ana FINISHWRAPUP 20|30|g1");
        assertThat(activity(history)).isEqualTo(AgentActivity.AVAILABLE);

        history.then(
                "12:02:00 c2 Q NONE ENTERQUEUE",
                "12:02:05 c2 Q ana CONNECT 5||1",
                "12:03:05 c2 Q ana COMPLETECALLER 5|60|1");
        assertThat(activity(history))
                .as("its length is known from the last one")
                .isEqualTo(AgentActivity.WRAP_UP);

        history.then("12:03:10 c2 Q ana FINISHWRAPUP 25|30|g2", "12:03:20 NONE NONE ana BREAK LUNCH|");
        assertThat(activity(history)).isEqualTo(AgentActivity.ON_BREAK);
    }

    private static AgentActivity activity(History history) {
        var state = history.collected.agents.get("ana");
        if (state == null) {
            throw new AssertionError("no state of ana");
        }
        return state.activity();
    }

    private static AgentFigures figures(History history, String from, String to) {
        return history.collected.agent("ana", at(from), at(to));
    }
}
