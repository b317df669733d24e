package pulso.simulator;

import org.jspecify.annotations.Nullable;

/** A call in one queue, as the queue sees it. */
final class Passage {
    final Call call;
    final QueueLine line;
    final long enterMillis;
    final int enterPosition;
    final PassageTruth truth;
    boolean waiting = true;

    @Nullable
    Agent ringing;

    Passage(Call call, QueueLine line, long enterMillis, int enterPosition, PassageTruth truth) {
        this.call = call;
        this.line = line;
        this.enterMillis = enterMillis;
        this.enterPosition = enterPosition;
        this.truth = truth;
    }

    /** Seconds waited as Asterisk counts them: difference of two clocks that know whole seconds. */
    int waitedAt(long nowSecond) {
        return (int) (nowSecond - Math.floorDiv(enterMillis, 1000L));
    }
}
