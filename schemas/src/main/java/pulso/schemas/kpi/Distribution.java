package pulso.schemas.kpi;

import java.util.List;

/**
 * An exact distribution of whole seconds: how often each occurred, ascending. The log counts whole seconds, so nothing is
 * lost; any percentile, threshold or mean can be had from it, and two distributions add up.
 */
public record Distribution(List<SecondCount> counts) {
    public static final Distribution NONE = new Distribution(List.of());

    /** {@code count} passages that waited {@code seconds}. */
    public record SecondCount(int seconds, int count) {}

    public Distribution {
        counts = List.copyOf(counts);
    }
}
