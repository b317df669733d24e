package pulso.topology.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import pulso.schemas.agent.AgentInterval;
import pulso.schemas.agent.IntervalKind;
import pulso.schemas.kpi.AgentMinute;
import pulso.schemas.passage.Channel;
import pulso.topology.state.HeapState;

class AgentMinutesTest {
    private static final Instant NOON = Instant.parse("2026-11-02T12:00:00Z");

    private final List<AgentMinute> told = new ArrayList<>();
    private final HeapState<AgentHour> hours = new HeapState<>();
    private final AgentMinutes minutes = new AgentMinutes("ucontact", Duration.ofMinutes(1), hours, told::add, true);

    @Test
    void shouldTellAMinuteOnceHoweverOftenItChanged() {
        minutes.add(talk(NOON.minusSeconds(30), NOON.plusSeconds(20)), 1);
        minutes.flush();
        minutes.add(talk(NOON.plusSeconds(25), NOON.plusSeconds(30)), 1);
        minutes.flush();
        assertThat(told).isEmpty();

        minutes.tellWaiting();

        // Then each minute, on both sides of the hour, has been told whole
        assertThat(told)
                .extracting(AgentMinute::minute, AgentMinute::talkSeconds)
                .containsExactly(tuple(NOON.minusSeconds(60), 30L), tuple(NOON, 25L));
        told.clear();
        minutes.tellWaiting();
        assertThat(told).isEmpty();
    }

    @Test
    void shouldTellNothingOfWhatWasTakenOutAgain() {
        minutes.add(talk(NOON, NOON.plusSeconds(20)), 1);
        minutes.add(talk(NOON, NOON.plusSeconds(20)), -1);
        minutes.flush();
        minutes.tellWaiting();

        assertThat(told).isEmpty();
    }

    @Test
    void shouldTellAMinuteThatIsEmptyAgain() {
        minutes.add(talk(NOON, NOON.plusSeconds(20)), 1);
        minutes.flush();
        minutes.tellWaiting();
        told.clear();

        minutes.add(talk(NOON, NOON.plusSeconds(20)), -1);
        minutes.flush();
        minutes.tellWaiting();

        assertThat(told).extracting(AgentMinute::talkSeconds).containsExactly(0L);
    }

    @Test
    void shouldForgetAnHourWhenItsLastMinuteIsOldEnough() {
        minutes.add(talk(NOON, NOON.plusSeconds(20)), 1);
        minutes.flush();
        minutes.tellWaiting();

        minutes.forget(NOON.plus(Duration.ofDays(17)).plus(Duration.ofHours(1)));
        assertThat(kept()).isEqualTo(1);
        minutes.forget(NOON.plus(Duration.ofDays(17)).plus(Duration.ofHours(1)).plusSeconds(1));
        assertThat(kept()).isZero();
    }

    private int kept() {
        var kept = new ArrayList<String>();
        hours.visitAll((key, _) -> kept.add(key));
        return kept.size();
    }

    private static AgentInterval talk(Instant from, Instant to) {
        return new AgentInterval(
                "ucontact", "ana", IntervalKind.TALK, from, to, "Ventas<-", Channel.TELEPHONY, "call", null, false);
    }
}
