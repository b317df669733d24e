package pulso.simulator;

import java.util.Comparator;
import java.util.PriorityQueue;

/** The simulated clock and what is still to happen, in the order of time and, within one millisecond, of planning. */
final class Timeline {
    private final PriorityQueue<Planned> planned =
            new PriorityQueue<>(Comparator.comparingLong(Planned::atMillis).thenComparingLong(Planned::number));
    private long nowMillis;
    private long plannedSoFar;

    Timeline(long startMillis) {
        this.nowMillis = startMillis;
    }

    long now() {
        return nowMillis;
    }

    long nowSecond() {
        return Math.floorDiv(nowMillis, 1000L);
    }

    void after(long delayMillis, Runnable happening) {
        at(nowMillis + delayMillis, happening);
    }

    void at(long atMillis, Runnable happening) {
        planned.add(new Planned(Math.max(atMillis, nowMillis), plannedSoFar++, happening));
    }

    /** When the next thing happens, {@code Long.MAX_VALUE} when nothing will. */
    long nextMillis() {
        Planned next = planned.peek();
        return next == null ? Long.MAX_VALUE : next.atMillis;
    }

    /** Lets the next thing happen. False when there is none. */
    boolean step() {
        Planned next = planned.poll();
        if (next == null) {
            return false;
        }
        nowMillis = next.atMillis;
        next.happening.run();
        return true;
    }

    private record Planned(long atMillis, long number, Runnable happening) {}
}
