package pulso.command.questions;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Rows of an answer, made by hand: put together in any order, then sorted and cut as the question asks. */
final class Answer {
    private List<List<@Nullable Object>> rows = new ArrayList<>();

    /** Sums by name, of one group. */
    static final class Sums {
        private final Map<String, Long> sums = new LinkedHashMap<>();

        Sums add(String name, long value) {
            sums.merge(name, value, Long::sum);
            return this;
        }

        Sums count(String name, boolean counts) {
            return add(name, counts ? 1 : 0);
        }

        void most(String name, long value) {
            sums.merge(name, value, Math::max);
        }

        long of(String name) {
            return sums.getOrDefault(name, 0L);
        }

        /** Null when there is nothing to divide by. */
        @Nullable
        Double ratio(String part, String whole) {
            return Answer.ratio(of(part), of(whole));
        }
    }

    static @Nullable Double ratio(long part, long whole) {
        return whole == 0 ? null : Double.valueOf((double) part / whole);
    }

    /** Sums of groups by their keys. */
    static final class Groups {
        private final Map<List<Object>, Sums> groups = new LinkedHashMap<>();

        Sums of(Object... key) {
            return groups.computeIfAbsent(List.of(key), _ -> new Sums());
        }

        @FunctionalInterface
        interface Line {
            @Nullable
            List<@Nullable Object> of(List<Object> key, Sums sums);
        }

        /** A row for each group, but for those of which the line is null. */
        Answer answer(Line line) {
            var answer = new Answer();
            groups.forEach((key, sums) -> {
                var row = line.of(key, sums);
                if (row != null) {
                    answer.rows.add(row);
                }
            });
            return answer;
        }
    }

    Answer add(@Nullable Object... cells) {
        rows.add(row(cells));
        return this;
    }

    static List<@Nullable Object> row(@Nullable Object... cells) {
        return Arrays.asList(cells);
    }

    /** By columns, counted from 1; a negative one sorts downwards. Nothing comes last. */
    Answer by(int... columns) {
        rows.sort((a, b) -> {
            for (int column : columns) {
                int index = Math.abs(column) - 1;
                int order = compare(a.get(index), b.get(index), column > 0);
                if (order != 0) {
                    return order;
                }
            }
            return 0;
        });
        return this;
    }

    Answer first(int count) {
        rows = new ArrayList<>(rows.subList(0, Math.min(count, rows.size())));
        return this;
    }

    List<List<@Nullable Object>> rows() {
        return rows;
    }

    private static int compare(@Nullable Object a, @Nullable Object b, boolean upwards) {
        if (a == null || b == null) {
            return Boolean.compare(a == null, b == null);
        }
        int order = a instanceof Number x && b instanceof Number y
                ? Double.compare(x.doubleValue(), y.doubleValue())
                : Comparator.<String>naturalOrder().compare(Objects.toString(a), Objects.toString(b));
        return upwards ? order : -order;
    }
}
