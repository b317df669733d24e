package pulso.benchmark;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** How durations spread, in milliseconds; percentiles are by nearest rank, so each is one that was measured. */
record Spread(int count, double p50, double p90, double p99, double max) {
    private static final double NANOS_PER_MILLI = 1e6;

    static Spread ofNanos(long[] durations) {
        if (durations.length == 0) {
            throw new BenchmarkException("nothing was measured");
        }
        var sorted = durations.clone();
        Arrays.sort(sorted);
        return new Spread(
                sorted.length,
                at(sorted, 50),
                at(sorted, 90),
                at(sorted, 99),
                sorted[sorted.length - 1] / NANOS_PER_MILLI);
    }

    private static double at(long[] sorted, int percentile) {
        int rank = Math.ceilDiv(sorted.length * percentile, 100);
        return sorted[rank - 1] / NANOS_PER_MILLI;
    }

    Map<String, Object> json() {
        var json = new LinkedHashMap<String, Object>();
        json.put("count", count);
        json.put("p50Ms", rounded(p50));
        json.put("p90Ms", rounded(p90));
        json.put("p99Ms", rounded(p99));
        json.put("maxMs", rounded(max));
        return json;
    }

    private static double rounded(double millis) {
        return Math.round(millis * 10) / 10.0;
    }
}
