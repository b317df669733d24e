package pulso.topology.webhook;

import org.jspecify.annotations.Nullable;
import pulso.schemas.kpi.ServiceTarget;

/**
 * When a queue is told to be in trouble.
 *
 * @param waiting more waiting than this
 * @param longestWaitSeconds somebody waiting longer than this
 * @param serviceLevel a lower service level than this, as a ratio, over the last half hour
 * @param target what the service level is measured by
 */
public record AlertLimits(
        QueueLimit<Integer> waiting,
        QueueLimit<Integer> longestWaitSeconds,
        QueueLimit<Double> serviceLevel,
        ServiceTarget target) {
    public static final AlertLimits NONE = ofAll(null, null, null, ServiceTarget.DEFAULT);

    /** The same for every queue; null where a figure is not watched. */
    public static AlertLimits ofAll(
            @Nullable Integer waiting,
            @Nullable Integer longestWaitSeconds,
            @Nullable Double serviceLevel,
            ServiceTarget target) {
        return new AlertLimits(
                QueueLimit.ofAll(waiting),
                QueueLimit.ofAll(longestWaitSeconds),
                QueueLimit.ofAll(serviceLevel),
                target);
    }

    boolean watchesLines() {
        return waiting.isSet() || longestWaitSeconds.isSet();
    }
}
