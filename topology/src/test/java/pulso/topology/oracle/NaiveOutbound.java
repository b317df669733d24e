package pulso.topology.oracle;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What agents started themselves, in one interaction: open from its first row until it ends. */
final class NaiveOutbound {
    private final List<Seen> open = new ArrayList<>();
    private final List<Ended> ended = new ArrayList<>();

    /** One that ended. */
    record Ended(Seen row, @Nullable String queue, @Nullable String agent, long talkSeconds, long messages) {}

    void began(Seen row) {
        open.add(row);
    }

    boolean isOpen() {
        return !open.isEmpty();
    }

    void ended(Seen row) {
        boolean isOut = row.is("COMPLETEAGENTOUT");
        var talk = isOut ? row.number(1) : row.number(2);
        var messages = isOut ? row.number(2) : row.number(4);
        var began = open.isEmpty() ? null : open.getFirst();
        var agent = row.agent() == null && began != null ? began.agent() : row.agent();
        var queue = row.queue() == null && began != null ? began.queue() : row.queue();
        ended.add(new Ended(row, queue, agent, talk == null ? 0 : talk, messages == null ? 0 : messages));
        open.clear();
    }

    List<Ended> ended() {
        return ended;
    }
}
