package pulso.simulator;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * The figures of a queue in a window. From {@code offered} to {@code open}, the waits, the service level, ring, rating and repeat callers:
 * passages that entered in the window. {@code handled}, {@code talk}, {@code hold}: talks that ended in it; the rest: rows of the window,
 * of which {@code transferred} (talks that ended by a transfer, and TRANSFERRED rows) and {@code messages} know both. Sums are seconds; a
 * mean or ratio without denominator is null.
 *
 * @param ratingHundredths sum of the ratings
 */
public record QueueFigures(
        int offered,
        int answered,
        int abandoned,
        int shortAbandoned,
        int exitedKey,
        int exitedTimeout,
        int exitedEmpty,
        int withdrawn,
        int system,
        int open,
        int transferred,
        int ringNoAnswer,
        int ringRefused,
        int handled,
        int answeredWithin,
        @Nullable Double serviceLevel,
        @Nullable Double asa,
        @Nullable Double abandonWait,
        @Nullable Integer waitP50,
        @Nullable Integer waitP90,
        @Nullable Integer waitP95,
        @Nullable Integer waitMax,
        long talk,
        long hold,
        long wrapUp,
        int wrapUpKnown,
        int talkKnown,
        @Nullable Double aht,
        int outAttempts,
        int outAnswered,
        long outTalk,
        int outHandled,
        int refusedClosed,
        int refusedFull,
        int refusedNoAgents,
        int refusedBlocked,
        int recovered,
        int ringKnown,
        long ringSeconds,
        int rated,
        long ratingHundredths,
        int repeat24h,
        int repeat7d,
        long messages,
        @Nullable Double waitMean,
        @Nullable Integer waitP80,
        int abandonedWithin) {

    @JsonProperty
    public int refused() {
        return refusedClosed + refusedFull + refusedNoAgents + refusedBlocked;
    }

    @JsonProperty
    public int received() {
        return offered + refused();
    }

    @JsonProperty
    public @Nullable Double ringTime() {
        return ratio(ringSeconds, ringKnown);
    }

    @JsonProperty
    public @Nullable Double rating() {
        return rated == 0 ? null : (Double) (ratingHundredths / 100.0 / rated);
    }

    @JsonProperty
    public @Nullable Double repeatRate24h() {
        return ratio(repeat24h, offered);
    }

    @JsonProperty
    public @Nullable Double repeatRate7d() {
        return ratio(repeat7d, offered);
    }

    @JsonProperty
    public @Nullable Double messagesMean() {
        return ratio(messages, handled + outHandled);
    }

    @JsonProperty
    public int answeredLate() {
        return answered - answeredWithin;
    }

    @JsonProperty
    public long netTalk() {
        return talk - hold;
    }

    @JsonProperty
    public @Nullable Double talkMean() {
        return ratio(talk, talkKnown);
    }

    @JsonProperty
    public @Nullable Double holdMean() {
        return ratio(hold, talkKnown);
    }

    @JsonProperty
    public @Nullable Double wrapUpMean() {
        return ratio(wrapUp, wrapUpKnown);
    }

    @JsonProperty
    public @Nullable Double transferRate() {
        return ratio(transferred, handled);
    }

    @JsonProperty
    public @Nullable Double outAnswerRate() {
        return ratio(outAnswered, outAttempts);
    }

    private static @Nullable Double ratio(long part, long whole) {
        return whole == 0 ? null : (Double) ((double) part / whole);
    }
}
