package pulso.topology.passage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import pulso.schemas.event.QueueEvent;
import pulso.schemas.passage.Passage;
import pulso.schemas.source.RejectedRow;
import pulso.schemas.source.RejectionReason;

/** What of an {@link InteractionChange} has to be told to the outside. */
public final class PassageChanges {
    private PassageChanges() {}

    /** Passages that are new or differ. */
    public static List<Passage> changed(InteractionChange change) {
        return changed(change.before().passages(), change.after().passages());
    }

    /** Of these passages, those that are new or differ. */
    public static List<Passage> changed(List<Passage> before, List<Passage> after) {
        var changed = new ArrayList<>(after);
        changed.removeAll(before);
        return changed;
    }

    /** Passages that exist no more. */
    public static List<Passage> gone(InteractionChange change) {
        return gone(change.before().passages(), change.after().passages());
    }

    /** Of these passages, those that exist no more. */
    public static List<Passage> gone(List<Passage> before, List<Passage> after) {
        var gone = new HashMap<String, Passage>();
        for (var passage : before) {
            gone.put(identity(passage), passage);
        }
        for (var passage : after) {
            gone.remove(identity(passage));
        }
        return List.copyOf(gone.values());
    }

    /** Rows that fit nothing and allow to rebuild nothing, each told once. */
    public static List<RejectedRow> rejected(String source, InteractionChange change) {
        var rejected = new ArrayList<RejectedRow>();
        for (var row : change.after().unusable()) {
            if (change.before().unusable().stream().noneMatch(row::isSameRow)) {
                rejected.add(orphan(source, row));
            }
        }
        return rejected;
    }

    private static RejectedRow orphan(String source, QueueEvent row) {
        return new RejectedRow(
                source,
                "QUEUE_LOG_REPO",
                row.identity().hex(),
                RejectionReason.ORPHAN,
                row.name() + " fits no passage, and its fields do not allow to rebuild one",
                "{\"event\":\"" + row.name() + "\",\"origid\":" + row.origId() + "}",
                Long.toString(row.offset()),
                row.at());
    }

    private static String identity(Passage passage) {
        return passage.queue() + '\u0001' + passage.ordinal();
    }
}
