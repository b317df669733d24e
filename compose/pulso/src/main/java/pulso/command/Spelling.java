package pulso.command;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What somebody probably meant. */
public final class Spelling {
    private Spelling() {}

    /** The candidate that takes the fewest changes; the first of equals. */
    public static String nearest(String name, Collection<String> candidates) {
        var best = "";
        int least = Integer.MAX_VALUE;
        for (var candidate : candidates) {
            int distance = distance(name, candidate);
            if (distance < least) {
                least = distance;
                best = candidate;
            }
        }
        return best;
    }

    /** Insertions, deletions and replacements that lead from one text to the other. */
    private static int distance(String from, String to) {
        var row = new ArrayList<Integer>();
        for (int i = 0; i <= to.length(); i++) {
            row.add(i);
        }
        for (int i = 1; i <= from.length(); i++) {
            var next = new ArrayList<>(List.of(i));
            for (int j = 1; j <= to.length(); j++) {
                int replaced = row.get(j - 1) + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                next.add(Math.min(replaced, 1 + Math.min(row.get(j), next.get(j - 1))));
            }
            row = next;
        }
        return row.getLast();
    }
}
