package pulso.wallboard;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import pulso.schemas.passage.Passage;

/** The open passages of a queue, or of several, counted. */
final class OpenCount {
    private int waiting;
    private int atRisk;
    private int inService;
    private int onHold;
    private int ringing;
    private @Nullable Instant longestWaitSince;

    void add(Passage passage, Instant asOf, int thresholdSeconds) {
        if (passage.isWaiting()) {
            waiting++;
            waitsSince(passage.enter());
            if (isAtRisk(passage, asOf, thresholdSeconds)) {
                atRisk++;
            }
            if (passage.ringingAgent() != null) {
                ringing++;
            }
        } else if (passage.isInService()) {
            inService++;
            if (passage.holdSince() != null) {
                onHold++;
            }
        }
    }

    void add(OpenCount other) {
        waiting += other.waiting;
        atRisk += other.atRisk;
        inService += other.inService;
        onHold += other.onHold;
        ringing += other.ringing;
        var since = other.longestWaitSince;
        if (since != null) {
            waitsSince(since);
        }
    }

    /** Waits already longer than the threshold: whatever comes, it misses the service level. */
    static boolean isAtRisk(Passage passage, Instant asOf, int thresholdSeconds) {
        return passage.isWaiting()
                && Duration.between(passage.enter(), asOf).compareTo(Duration.ofSeconds(thresholdSeconds)) > 0;
    }

    int waiting() {
        return waiting;
    }

    @Nullable
    Instant longestWaitSince() {
        return longestWaitSince;
    }

    int atRisk() {
        return atRisk;
    }

    int inService() {
        return inService;
    }

    int onHold() {
        return onHold;
    }

    int ringing() {
        return ringing;
    }

    private void waitsSince(Instant enter) {
        if (longestWaitSince == null || enter.isBefore(longestWaitSince)) {
            longestWaitSince = enter;
        }
    }
}
