package pulso.topology.oracle;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Leaves out of a failing history what it can and still fail: first whole interactions, then rows. */
final class Shrinker {
    private Shrinker() {}

    static History shrink(History history, Predicate<History> fails) {
        var smallest = history;
        var groups = smallest.rows().stream().map(LogRow::group).collect(Collectors.toCollection(HashSet::new));
        for (int group : groups) {
            var rows =
                    smallest.rows().stream().filter(row -> row.group() != group).toList();
            smallest = smallerIf(smallest, rows, fails);
        }
        int size;
        do {
            size = smallest.rows().size();
            for (int i = smallest.rows().size() - 1; i >= 0; i--) {
                List<LogRow> rows = new ArrayList<>(smallest.rows());
                rows.remove(i);
                smallest = smallerIf(smallest, rows, fails);
            }
        } while (smallest.rows().size() < size);
        return smallest;
    }

    private static History smallerIf(History smallest, List<LogRow> rows, Predicate<History> fails) {
        var candidate = smallest.with(rows);
        return fails.test(candidate) ? candidate : smallest;
    }
}
