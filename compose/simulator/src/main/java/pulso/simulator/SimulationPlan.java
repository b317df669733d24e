package pulso.simulator;

import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that a simulation depends on: two runs of one plan give the same rows, to the last byte, on any machine.
 *
 * @param zone the zone of the centre's wall clock, in which DATETIME columns are written
 * @param start the first instant, whole seconds; the agents on shift log in within two minutes after it
 * @param end no call begins at or after it, what is open then runs to its end and the agents log off; null: the centre never closes
 * @param scale 1 is about 4,000 inbound calls a day and 60 agents, and with all channels 4,000 chats and messages and 24 agents more
 * @param channels telephony and any others; telephony alone writes QUEUE_LOG_REPO and CDR_REPO only, any other choice every table
 */
public record SimulationPlan(
        long seed,
        ZoneId zone,
        Instant start,
        @Nullable Instant end,
        double scale,
        Faults faults,
        Set<Channel> channels) {

    public SimulationPlan {
        start = start.truncatedTo(ChronoUnit.SECONDS);
        channels = Set.copyOf(channels);
        if (!channels.contains(Channel.TELEPHONY)) {
            throw new IllegalArgumentException("a centre without telephony: " + channels);
        }
        if (!(scale > 0 && scale <= 10_000)) {
            throw new IllegalArgumentException("scale must be above 0 and at most 10000: " + scale);
        }
        if (end != null && end.isBefore(start)) {
            throw new IllegalArgumentException("the end " + end + " lies before the start " + start);
        }
    }

    public static SimulationPlan demo(long seed, ZoneId zone, Instant start) {
        return new SimulationPlan(seed, zone, start, null, 1, Faults.demo(), EnumSet.allOf(Channel.class));
    }

    public SimulationPlan withScale(double newScale) {
        return new SimulationPlan(seed, zone, start, end, newScale, faults, channels);
    }

    public SimulationPlan withEnd(Instant newEnd) {
        return new SimulationPlan(seed, zone, start, newEnd, scale, faults, channels);
    }

    public SimulationPlan withFaults(Faults newFaults) {
        return new SimulationPlan(seed, zone, start, end, scale, newFaults, channels);
    }

    public SimulationPlan withChannels(Set<Channel> newChannels) {
        return new SimulationPlan(seed, zone, start, end, scale, faults, newChannels);
    }

    /** The same centre without any other channel, dialer list or register. */
    public SimulationPlan telephonyAlone() {
        return withChannels(Set.of(Channel.TELEPHONY));
    }

    boolean isTelephonyAlone() {
        return channels.size() == 1;
    }

    SimulationPlan withStart(Instant newStart) {
        return new SimulationPlan(seed, zone, newStart, end, scale, faults, channels);
    }

    long endMillis() {
        return end == null ? Long.MAX_VALUE : end.toEpochMilli();
    }
}
