package pulso.topology.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** HOLD and UNHOLD of a conversation whose start was not logged: by queue and agent, until its end is rebuilt. */
final class StrayHolds {
    private final List<Hold> holds = new ArrayList<>();

    /** One of them; it has no end while the agent keeps the caller on hold. */
    record Hold(Seen began, Visit.Stretch stretch) {}

    void add(Seen row) {
        Hold open = null;
        for (var hold : holds) {
            if (hold.stretch().to == null && isOf(hold, row)) {
                open = hold;
            }
        }
        if (row.is("HOLD") && open == null) {
            holds.add(new Hold(row, new Visit.Stretch(row.agent(), row.at(), null)));
        } else if (row.is("UNHOLD") && open != null) {
            open.stretch().to = row.at();
        }
    }

    List<Visit.Stretch> takenBy(Seen end) {
        var taken = holds.stream().filter(hold -> isOf(hold, end)).toList();
        holds.removeAll(taken);
        return taken.stream().map(Hold::stretch).toList();
    }

    List<Hold> left() {
        return holds;
    }

    private static boolean isOf(Hold hold, Seen row) {
        return Objects.equals(hold.began().queue(), row.queue())
                && Objects.equals(hold.began().agent(), row.agent());
    }
}
