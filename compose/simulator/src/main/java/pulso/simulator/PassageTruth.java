package pulso.simulator;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What truly became of one passage of an interaction through a queue. Seconds are epoch seconds of the row's clock. */
final class PassageTruth {

    enum Outcome {
        OPEN,
        ANSWERED,
        ABANDONED,
        EXITED_KEY,
        EXITED_TIMEOUT,
        EXITED_EMPTY,
        WITHDRAWN,
        SYSTEM
    }

    final Channel channel;
    final String queue;
    final long enterSecond;
    /** Opened by a REENTERQUEUE. */
    final boolean recovered;
    /** Who had the conversation, one agent after the other; nobody for a while when a transfer waits to be attended. */
    final List<Turn> turns = new ArrayList<>();

    final List<Span> holds = new ArrayList<>();
    /** The callid that its rows bear, but for an end that a transfer wrote under another. */
    String interaction = "";

    /** When it was cut off unanswered; -1 when it was not. */
    long cutSecond = -1;

    Outcome outcome = Outcome.OPEN;
    int waitSeconds;

    @Nullable
    String agent;

    @Nullable
    Span talk;
    /** As the end row's field says; -1 while unknown, for ever when a restart cut the talk off. */
    int talkSeconds = -1;

    boolean transferred;
    /** -1 while unknown, like the count of messages. */
    int ringSeconds = -1;

    int messages = -1;
    /** In hundredths; 0: none. */
    int rating;

    PassageTruth(Channel channel, String queue, long enterSecond, boolean recovered) {
        this.channel = channel;
        this.queue = queue;
        this.enterSecond = enterSecond;
        this.recovered = recovered;
    }

    boolean open() {
        return outcome == Outcome.OPEN || (talk != null && talk.open());
    }

    boolean waitEnded() {
        return outcome != Outcome.OPEN && outcome != Outcome.SYSTEM;
    }

    /** One agent's part of the conversation. */
    record Turn(String agent, Span span) {}

    /** A stretch of whole seconds [from, to), open until closed. */
    static final class Span {
        private static final long NEVER = Long.MAX_VALUE;

        final long from;
        long to = NEVER;

        Span(long from) {
            this.from = from;
        }

        Span(long from, long to) {
            this.from = from;
            this.to = to;
        }

        boolean open() {
            return to == NEVER;
        }

        void close(long second) {
            if (open()) {
                to = second;
            }
        }
    }
}
