package pulso.simulator;

import org.jspecify.annotations.Nullable;

/**
 * The figures of a queue in a window. From {@code offered} to {@code open}, the waits and the service level: passages that entered in the
 * window. {@code transferred}, {@code handled}, {@code talk}, {@code hold}: talks that ended in it; the rest: rows of the window. Sums are
 * seconds; a mean or ratio without denominator is null.
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
        long outTalk) {}
