package pulso.wallboard;

import org.jspecify.annotations.Nullable;
import pulso.schemas.kpi.ServiceLevelFormula;
import pulso.schemas.kpi.ServiceTarget;

/**
 * How a request wants service level to be told. What it names holds for every queue and every minute; what it does not
 * name holds by the settings of each queue.
 */
record Asked(@Nullable Integer thresholdSeconds, @Nullable Integer shortSeconds, ServiceLevelFormula formula) {
    static final Asked NOTHING = new Asked(null, null, ServiceLevelFormula.SL6);

    boolean namesATarget() {
        return thresholdSeconds != null || shortSeconds != null;
    }

    ServiceTarget over(ServiceTarget settled) {
        return new ServiceTarget(
                thresholdSeconds == null ? settled.thresholdSeconds() : thresholdSeconds,
                shortSeconds == null ? settled.shortSeconds() : shortSeconds);
    }
}
