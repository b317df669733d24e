package pulso.benchmark;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Seconds that a question took.
 *
 * @param p95 by nearest rank: of fewer than twenty runs the longest
 * @param processor the middle run's, of all threads of the server, whatever else it was doing included
 */
record QuestionTimes(double p50, double p95, double processor) {
    static QuestionTimes of(List<Double> wall, List<Double> processor) {
        return new QuestionTimes(at(wall, 50), at(wall, 95), at(processor, 50));
    }

    private static double at(List<Double> seconds, int percentile) {
        var sorted = seconds.stream().sorted().toList();
        return sorted.get(Math.ceilDiv(sorted.size() * percentile, 100) - 1);
    }

    Map<String, Object> json() {
        var json = new LinkedHashMap<String, Object>();
        json.put("p50", rounded(p50));
        json.put("p95", rounded(p95));
        json.put("processor", rounded(processor));
        return json;
    }

    private static double rounded(double seconds) {
        return Math.round(seconds * 1_000) / 1_000.0;
    }
}
