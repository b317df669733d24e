package pulso.benchmark;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a figure must not exceed. */
record Aim(String figure, double measuredMs, double limitMs) {
    boolean holds() {
        return measuredMs <= limitMs;
    }

    Map<String, Object> json() {
        var json = new LinkedHashMap<String, Object>();
        json.put("figure", figure);
        json.put("limitMs", limitMs);
        json.put("holds", holds());
        return json;
    }
}
