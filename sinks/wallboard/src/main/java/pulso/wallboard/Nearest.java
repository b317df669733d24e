package pulso.wallboard;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds the right name for a mistyped one. */
final class Nearest {
    private Nearest() {}

    /** The known name with the fewest letters to change, if they are few; null otherwise. */
    static @Nullable String to(String given, Collection<String> known) {
        String nearest = null;
        int fewest = Math.max(1, given.length() / 2);
        for (var name : known) {
            int changes = changes(given.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
            if (changes <= fewest && (nearest == null || changes < fewest)) {
                nearest = name;
                fewest = changes;
            }
        }
        return nearest;
    }

    /** What to say to a name that is not known: the nearest first, then all. */
    static String hint(String given, Collection<String> known) {
        var all = "known: " + String.join(", ", known);
        var nearest = to(given, known);
        return nearest == null ? all : "did you mean '" + nearest + "'? " + all;
    }

    private static int changes(String from, String to) {
        var before = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            before[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            var row = new int[to.length() + 1];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int same = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(before[j - 1] + same, 1 + Math.min(before[j], row[j - 1]));
            }
            before = row;
        }
        return before[to.length()];
    }
}
