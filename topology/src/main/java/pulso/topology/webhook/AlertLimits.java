package pulso.topology.webhook;

import org.jspecify.annotations.Nullable;
import pulso.schemas.kpi.ServiceTarget;

/**
 * When a queue is told to be in trouble; null where a figure is not watched. The same for every queue.
 *
 * @param waiting more waiting than this
 * @param longestWaitSeconds somebody waiting longer than this
 * @param serviceLevel a lower service level than this, as a ratio, over the last half hour
 * @param target what the service level is measured by
 */
public record AlertLimits(
        @Nullable Integer waiting,
        @Nullable Integer longestWaitSeconds,
        @Nullable Double serviceLevel,
        ServiceTarget target) {
    public static final AlertLimits NONE = new AlertLimits(null, null, null, ServiceTarget.DEFAULT);

    boolean watchesWaiting() {
        return waiting != null || longestWaitSeconds != null;
    }
}
