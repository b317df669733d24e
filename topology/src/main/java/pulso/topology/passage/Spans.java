package pulso.topology.passage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Arithmetic of stretches of time, each [from, to). */
public final class Spans {
    private static final int HALF_SECOND_NANOS = 500_000_000;

    private Spans() {}

    /** One stretch of time. */
    public record Span(Instant from, Instant to) {
        public long seconds() {
            return Math.max(0, nearestSecond(to) - nearestSecond(from));
        }
    }

    /** Rounded, so that parts of a stretch add up to the whole whatever fractions its bounds have. */
    public static long nearestSecond(Instant instant) {
        return instant.getEpochSecond() + (instant.getNano() < HALF_SECOND_NANOS ? 0 : 1);
    }

    /** The same time without overlaps, in order. */
    public static List<Span> union(List<Span> spans) {
        if (spans.isEmpty()) {
            return List.of();
        }
        var sorted = spans.stream()
                .filter(span -> span.from().isBefore(span.to()))
                .sorted(Comparator.comparing(Span::from))
                .toList();
        var merged = new ArrayList<Span>();
        for (var span : sorted) {
            if (!merged.isEmpty() && !span.from().isAfter(merged.getLast().to())) {
                var last = merged.removeLast();
                merged.add(new Span(last.from(), last.to().isAfter(span.to()) ? last.to() : span.to()));
            } else {
                merged.add(span);
            }
        }
        return merged;
    }

    /** What of {@code spans} lies in none of {@code holes}. */
    public static List<Span> subtract(List<Span> spans, List<Span> holes) {
        var rest = new ArrayList<>(union(spans));
        for (var hole : union(holes)) {
            var next = new ArrayList<Span>();
            for (var span : rest) {
                if (!hole.from().isBefore(span.to()) || !span.from().isBefore(hole.to())) {
                    next.add(span);
                    continue;
                }
                if (span.from().isBefore(hole.from())) {
                    next.add(new Span(span.from(), hole.from()));
                }
                if (hole.to().isBefore(span.to())) {
                    next.add(new Span(hole.to(), span.to()));
                }
            }
            rest = next;
        }
        return rest;
    }

    /** What of {@code spans} lies within [from, to). */
    public static List<Span> clip(List<Span> spans, Instant from, Instant to) {
        var clipped = new ArrayList<Span>();
        for (var span : spans) {
            var start = span.from().isBefore(from) ? from : span.from();
            var end = span.to().isAfter(to) ? to : span.to();
            if (start.isBefore(end)) {
                clipped.add(new Span(start, end));
            }
        }
        return clipped;
    }

    public static long seconds(List<Span> spans) {
        return spans.stream().mapToLong(Span::seconds).sum();
    }
}
