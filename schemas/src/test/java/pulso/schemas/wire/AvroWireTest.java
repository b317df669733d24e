package pulso.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import pulso.schemas.agent.AgentActivity;
import pulso.schemas.agent.AgentLine;
import pulso.schemas.agent.AgentQueue;
import pulso.schemas.agent.AgentState;
import pulso.schemas.passage.Channel;

class AvroWireTest {
    private static final RecordCodec<AgentState> CODEC = RecordCodec.of(AgentState.class);

    private final AvroWire wire = new AvroWire(new MemorySchemaRegistry());

    @Test
    void shouldReadWhatItWrote() {
        var since = Instant.parse("2026-11-21T11:00:00.123Z");
        var state = new AgentState(
                "ucontact",
                "ana",
                AgentActivity.TALKING,
                since,
                null,
                null,
                null,
                "Ventas<-",
                since.minusSeconds(60),
                null,
                null,
                null,
                List.of(new AgentLine(Channel.TELEPHONY, "Ventas<-", "c-1", AgentActivity.TALKING, since, null)),
                List.of(new AgentQueue("Ventas<-", true)));

        var read = wire.decode(CODEC, wire.encode("pulso.g1.agents", CODEC, state));

        assertThat(read).isEqualTo(state);
    }

    @Test
    void shouldReadTheSameWithoutTheRecord() {
        var state = new AgentState(
                "ucontact",
                "ana",
                AgentActivity.AVAILABLE,
                Instant.EPOCH,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                List.of());

        var read = wire.decode(wire.encode("pulso.g1.agents", CODEC, state));

        assertThat(read.get("agent")).hasToString("ana");
        assertThat(read.get("activity")).hasToString("AVAILABLE");
        assertThat(read.get("queue")).isNull();
    }
}
