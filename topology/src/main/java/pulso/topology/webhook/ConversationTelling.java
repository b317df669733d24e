package pulso.topology.webhook;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pulso.schemas.event.EventDecoder;
import pulso.schemas.event.EventKind;
import pulso.schemas.event.Field;
import pulso.schemas.event.LogTable;
import pulso.schemas.event.QueueEvent;
import pulso.schemas.passage.Passage;
import pulso.schemas.source.Row;
import pulso.schemas.webhook.WebhookType;
import pulso.topology.passage.InteractionChange;
import pulso.topology.passage.Moment;
import pulso.topology.state.Keys;

/** Tells what a single row of a conversation says: an agent who did not answer, and the end of what an agent began. */
final class ConversationTelling {
    private static final List<String> ANSWERED = List.of("ANSWER", "ANSWERED");

    private final InteractionTelling interactions;
    private final EventPen pen;

    ConversationTelling(InteractionTelling interactions, EventPen pen) {
        this.interactions = interactions;
        this.pen = pen;
    }

    /** A row that is told by itself, when it is not one that was known already. */
    static boolean isTold(QueueEvent row) {
        return row.kind() == EventKind.RING_NO_ANSWER || row.kind() == EventKind.OUT_CALL;
    }

    void take(QueueEvent row, InteractionChange change, Cause news) {
        if (row.kind() == EventKind.OUT_CALL) {
            calledOut(row, news);
        } else if (row.ringMillis() == null || row.ringMillis() > 0) {
            rangInVain(row, change, news);
        }
    }

    /** A phone that rang 0 ms was busy or refused: it did not ring for the time that the campaign gives. */
    private void rangInVain(QueueEvent row, InteractionChange change, Cause news) {
        var agent = row.agent();
        if (agent != null) {
            pen.draft(WebhookType.AGENT_RING_NO_ANSWER, agent, row.at(), news)
                    .with("agent", agent)
                    .with("callerIdNum", caller(change.after().passages(), row.queue()))
                    .with("campaign", row.queue())
                    .send(row.identity().hex());
        }
    }

    private static @Nullable String caller(List<Passage> passages, @Nullable String queue) {
        String caller = null;
        for (var passage : passages) {
            if (passage.caller() != null && (caller == null || passage.queue().equals(queue))) {
                caller = passage.caller();
            }
        }
        return caller;
    }

    private void calledOut(QueueEvent row, Cause news) {
        boolean isAnswered = row.detail() != null && ANSWERED.contains(row.detail());
        long seconds = isAnswered && row.durationSeconds() != null ? row.durationSeconds() : 0;
        var key = row.interaction() == null ? row.identity().hex() : row.interaction();
        pen.draft(WebhookType.FINISH_INTERACTION, key, row.at(), news)
                .with("guid", row.guid())
                .with("campaign", row.queue())
                .with("agent", row.agent())
                .with("duration", seconds)
                .with("clientId", row.target() == null ? row.caller() : row.target())
                .with("channel", row.channel().wireName())
                .send(row.identity().hex());
    }

    /** Ends of messages and chats that agents began. */
    void agentStarted(InteractionChange change, Cause news) {
        for (var moment : change.after().moments()) {
            if (moment.kind() == Moment.Kind.OUT_HANDLED
                    && change.before().moments().stream().noneMatch(known -> isSame(known, moment))) {
                var channel = moment.channel().wireName();
                var file = interactions.file(Keys.of(channel, moment.interaction()));
                pen.draft(WebhookType.FINISH_INTERACTION, moment.interaction(), moment.at(), news)
                        .with("guid", moment.interaction())
                        .with("campaign", moment.queue())
                        .with("agent", moment.agent())
                        .with("duration", moment.seconds())
                        .with("clientId", file == null ? null : file.client())
                        .with("channel", channel)
                        .send(channel, moment.interaction(), moment.at().toString());
            }
        }
    }

    /** Whom an agent wrote to, where the row says it. */
    static @Nullable String client(QueueEvent event, Row row) {
        var spec = LogTable.of(event.channel()).find(event.name());
        for (int column = 1; spec != null && column <= spec.data().size(); column++) {
            if (spec.data(column) == Field.ADDRESS) {
                return EventDecoder.nameOf(row.text("data" + column));
            }
        }
        return null;
    }

    private static boolean isSame(Moment one, Moment other) {
        return one.kind() == other.kind() && one.at().equals(other.at());
    }
}
