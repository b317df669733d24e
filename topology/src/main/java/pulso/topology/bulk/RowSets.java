package pulso.topology.bulk;

import java.util.List;
import pulso.schemas.event.QueueEvent;

/** Rows in the order of the log. */
final class RowSets {
    private RowSets() {}

    /** Whether a row stands in the list before: identical rows have one time and one origid. */
    static boolean isToldBefore(List<QueueEvent> rows, int index) {
        var row = rows.get(index);
        for (int i = index - 1; i >= 0; i--) {
            var other = rows.get(i);
            if (other.origId() != row.origId() || !other.at().equals(row.at())) {
                return false;
            }
            if (other.isSameRow(row)) {
                return true;
            }
        }
        return false;
    }
}
