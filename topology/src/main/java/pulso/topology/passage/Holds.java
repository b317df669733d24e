package pulso.topology.passage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pulso.schemas.event.QueueEvent;
import pulso.topology.passage.Spans.Span;

/** The holds of one conversation, as HOLD/UNHOLD and the PHONE* rows tell them: both tell the same hold. */
final class Holds {
    private final List<Span> over = new ArrayList<>();
    private @Nullable Instant since;
    private @Nullable Instant phoneSince;

    void began(QueueEvent row, boolean toldByPhone) {
        if (toldByPhone) {
            phoneSince = phoneSince == null ? row.at() : phoneSince;
        } else {
            since = since == null ? row.at() : since;
        }
    }

    void ended(QueueEvent row, boolean toldByPhone) {
        var began = toldByPhone ? phoneSince : since;
        if (began != null) {
            over.add(new Span(began, row.at()));
        }
        if (toldByPhone) {
            phoneSince = null;
        } else {
            since = null;
        }
    }

    /** The conversation is over, and with it a hold that nobody ended. */
    void close(Instant at) {
        if (since != null) {
            over.add(new Span(since, at));
            since = null;
        }
        if (phoneSince != null) {
            over.add(new Span(phoneSince, at));
            phoneSince = null;
        }
    }

    void adopt(List<Span> own) {
        over.addAll(own);
    }

    List<Span> within(Instant from, Instant to) {
        return Spans.clip(Spans.union(over), from, to);
    }

    /** Start of a hold that goes on; null when there is none. */
    @Nullable
    Instant openSince() {
        if (since == null) {
            return phoneSince;
        }
        return phoneSince == null || since.isBefore(phoneSince) ? since : phoneSince;
    }
}
