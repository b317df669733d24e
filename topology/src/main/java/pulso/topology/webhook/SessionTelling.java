package pulso.topology.webhook;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import pulso.schemas.event.EventKind;
import pulso.schemas.event.QueueEvent;
import pulso.schemas.passage.Channel;
import pulso.schemas.webhook.WebhookType;
import pulso.topology.passage.Ages;
import pulso.topology.passage.Marker;
import pulso.topology.state.Keys;
import pulso.topology.state.State;
import pulso.topology.webhook.EventPen.Draft;

/** Tells logins, logoffs, breaks and their ends: one event for each row, a row that comes twice counts once. */
final class SessionTelling {
    private final State<Marker> rows;
    private final State<OpenBreak> breaks;
    private final EventPen pen;

    SessionTelling(State<Marker> rows, State<OpenBreak> breaks, EventPen pen) {
        this.rows = rows;
        this.breaks = breaks;
        this.pen = pen;
    }

    /** @param news what the row came with; null when it is history */
    void take(QueueEvent row, @Nullable Cause news) {
        var agent = row.agent();
        if (agent == null || !isNew(row)) {
            return;
        }
        boolean begins = row.kind() == EventKind.LOGIN || row.kind() == EventKind.BREAK;
        if (row.kind() == EventKind.LOGIN || row.kind() == EventKind.LOGOFF) {
            if (!begins) {
                breaks.remove(agent);
            }
            tell(WebhookType.AGENT_LOG, row, agent, news, draft -> draft.with("isLogin", begins));
        } else if (row.kind() == EventKind.BREAK || row.kind() == EventKind.UNBREAK) {
            var motive = begins ? begun(agent, row) : ended(agent, row);
            tell(
                    WebhookType.AGENT_BREAK,
                    row,
                    agent,
                    news,
                    draft -> draft.with("motive", motive).with("isBreak", begins));
        }
    }

    private void tell(
            WebhookType type, QueueEvent row, String agent, @Nullable Cause news, UnaryOperator<Draft> fields) {
        if (news != null) {
            var draft = pen.draft(type, agent, row.at(), news).with("agent", agent);
            fields.apply(draft).send(row.identity().hex());
        }
    }

    void forget(Instant greatest) {
        var oldest = greatest.minus(Ages.lifetime(Channel.TELEPHONY)).minus(Duration.ofHours(1));
        var gone = new ArrayList<String>();
        rows.scan("", Keys.time(oldest), (key, _) -> gone.add(key));
        gone.forEach(rows::remove);
    }

    private boolean isNew(QueueEvent row) {
        var hour = row.at().truncatedTo(ChronoUnit.HOURS);
        var key = Keys.of(Keys.time(hour), row.identity().hex());
        boolean isNew = rows.get(key) == null;
        if (isNew) {
            rows.put(key, new Marker(row.at()));
        }
        return isNew;
    }

    private @Nullable String begun(String agent, QueueEvent row) {
        var known = breaks.get(agent);
        if (known == null || known.since().isBefore(row.at())) {
            breaks.put(agent, new OpenBreak(row.at(), row.detail()));
        }
        return row.detail();
    }

    /** The motive of its beginning, where that is known. */
    private @Nullable String ended(String agent, QueueEvent row) {
        var known = breaks.get(agent);
        if (known == null || known.since().isAfter(row.at())) {
            return row.detail();
        }
        breaks.remove(agent);
        return known.motive() == null ? row.detail() : known.motive();
    }
}
