package pulso.simulator;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The figures of an agent in a window: times are seconds clipped to it by the clock. {@code breakTime} is called "break" in JSON. */
public record AgentFigures(
        long login,
        long pause,
        @JsonProperty("break") long breakTime,
        long talk,
        long hold,
        long wrapUp,
        int answered,
        int ringNoAnswer,
        int ringRefused,
        int agentDump) {}
