package pulso.simulator;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * The figures of an agent in a window, over all channels: times are seconds clipped to it by the clock. {@code breakTime} is called "break"
 * in JSON. {@code talk} is a sum over conversations, {@code busy} (talk and wrap-up) a union of them. A conversation that goes on counts in
 * neither before its end.
 */
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
        int agentDump,
        int transfersTaken,
        long busy,
        int outAttempts,
        int outAnswered) {

    @JsonProperty
    public long available() {
        return Math.max(0, login - breakTime - pause - busy);
    }

    @JsonProperty
    public @Nullable Double occupancy() {
        long whole = login - breakTime - pause;
        return whole <= 0 ? null : (Double) ((double) busy / whole);
    }

    @JsonProperty
    public @Nullable Double utilisation() {
        return login == 0 ? null : (Double) ((double) busy / login);
    }

    @JsonProperty
    public @Nullable Double ringNoAnswerRate() {
        int offered = ringNoAnswer + answered;
        return offered == 0 ? null : (Double) ((double) ringNoAnswer / offered);
    }
}
