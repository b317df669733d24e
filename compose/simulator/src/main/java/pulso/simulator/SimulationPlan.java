package pulso.simulator;

import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * All that a simulation depends on: two runs of one plan give the same rows, to the last byte, on any machine.
 *
 * @param zone the zone of the centre's wall clock, in which DATETIME columns are written
 * @param start the first instant, whole seconds; the agents on shift log in within two minutes after it
 * @param end no call begins at or after it, what is open then runs to its end and the agents log off; null: the centre never closes
 * @param scale 1 is about 4,000 inbound calls a day and 60 agents
 */
public record SimulationPlan(
        long seed, ZoneId zone, Instant start, @Nullable Instant end, double scale, Faults faults) {

    public SimulationPlan {
        start = start.truncatedTo(ChronoUnit.SECONDS);
        if (!(scale > 0 && scale <= 10_000)) {
            throw new IllegalArgumentException("scale must be above 0 and at most 10000: " + scale);
        }
        if (end != null && end.isBefore(start)) {
            throw new IllegalArgumentException("the end " + end + " lies before the start " + start);
        }
    }

    public static SimulationPlan demo(long seed, ZoneId zone, Instant start) {
        return new SimulationPlan(seed, zone, start, null, 1, Faults.demo());
    }

    public SimulationPlan withScale(double newScale) {
        return new SimulationPlan(seed, zone, start, end, newScale, faults);
    }

    public SimulationPlan withEnd(Instant newEnd) {
        return new SimulationPlan(seed, zone, start, newEnd, scale, faults);
    }

    public SimulationPlan withFaults(Faults newFaults) {
        return new SimulationPlan(seed, zone, start, end, scale, newFaults);
    }

    SimulationPlan withStart(Instant newStart) {
        return new SimulationPlan(seed, zone, newStart, end, scale, faults);
    }

    long endMillis() {
        return end == null ? Long.MAX_VALUE : end.toEpochMilli();
    }
}
