package pulso.topology.webhook;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import pulso.schemas.event.EventKind;
import pulso.schemas.event.QueueEvent;
import pulso.schemas.passage.Channel;
import pulso.schemas.source.Heartbeat;
import pulso.schemas.source.Operation;
import pulso.schemas.source.RowChange;
import pulso.schemas.source.SourceTable;
import pulso.schemas.webhook.WebhookEvent;
import pulso.topology.intake.Fact;
import pulso.topology.passage.InteractionChange;

/**
 * Makes the events that are told to other systems. A row makes each of its events once: rows of a snapshot make none, an
 * update of a log row corrects what was told and makes none, a row that is already known changes nothing.
 *
 * <p>It is given the facts of a row between {@link Fact.Arrived} and {@link Fact.Settled}, and the changes that follow
 * from them, in any order within that row.
 */
public final class WebhookStage {
    private final InteractionTelling interactions;
    private final SessionTelling sessions;
    private final ConversationTelling conversations;
    private final DispositionTelling dispositions;
    private final QueueAlerts alerts;
    private final EventPen pen;
    private Instant now = Instant.EPOCH;
    private @Nullable RowChange arrived;
    /** A row that is told when something follows from it: one that is already known changes nothing. */
    private @Nullable QueueEvent toTell;

    private final List<InteractionChange> changes = new ArrayList<>();

    public WebhookStage(
            String source, ZoneId zone, WebhookRules rules, WebhookState state, Consumer<WebhookEvent> events) {
        this.pen = new EventPen(source, zone, events);
        this.interactions = new InteractionTelling(new InteractionTelling.State(state.files(), state.due()), pen);
        this.sessions = new SessionTelling(state.rows(), state.breaks(), pen);
        this.conversations = new ConversationTelling(interactions, pen);
        this.dispositions = new DispositionTelling(rules, zone, interactions, pen);
        this.alerts = new QueueAlerts(rules.alerts(), state, pen);
    }

    public void take(Fact fact) {
        switch (fact) {
            case Fact.Arrived(var change) -> arrived(change);
            case Fact.Settled _ -> settled();
            case Fact.SessionRow(var row, var _) -> sessions.take(row, news());
            case Fact.CallRow(var row, var _) -> callRow(row);
            case Fact.Progress(var heartbeat) -> heartbeat(heartbeat);
            case Fact.Forgettable(var channel, var greatest) -> forget(channel, greatest);
            case Fact.Restarted _,
                    Fact.Retracted _,
                    Fact.Linked _,
                    Fact.Rated _,
                    Fact.Dialled _,
                    Fact.Advanced _,
                    Fact.Rejected _ -> {}
        }
    }

    /** Takes in what an interaction is now. */
    public void apply(InteractionChange change) {
        interactions.changed(change, news());
        alerts.changed(change);
        changes.add(change);
    }

    private void arrived(RowChange change) {
        arrived = change;
        toTell = null;
        changes.clear();
        if (change.operation() != Operation.READ) {
            advance(change.committedAt());
        }
    }

    private void settled() {
        var change = arrived;
        var news = news();
        if (change != null && news != null) {
            tellRow(news);
            if (isCallDetail(change)) {
                dispositions.take(change, news);
            }
        }
        interactions.settle();
        arrived = null;
        toTell = null;
        changes.clear();
    }

    private void tellRow(Cause news) {
        for (var change : changes) {
            conversations.agentStarted(change, news);
        }
        var row = toTell;
        if (row != null && !changes.isEmpty()) {
            conversations.take(row, changes.getLast(), news);
        }
    }

    private void heartbeat(Heartbeat heartbeat) {
        interactions.settle();
        changes.clear();
        advance(heartbeat.databaseTime());
        alerts.look(heartbeat.databaseTime());
    }

    private void advance(Instant time) {
        now = time.isAfter(now) ? time : now;
        interactions.advance(now);
    }

    private void forget(Channel channel, Instant greatest) {
        interactions.forget(channel, greatest);
        if (channel == Channel.TELEPHONY) {
            sessions.forget(greatest);
        }
    }

    private void callRow(QueueEvent row) {
        if (ConversationTelling.isTold(row)) {
            toTell = row;
        }
        var interaction = row.interaction();
        boolean isOfAgent = row.kind() == EventKind.OUT_START || row.kind() == EventKind.OUT_END;
        var change = isOfAgent && news() != null ? arrived : null;
        if (interaction != null && change != null && change.after() != null) {
            var client = ConversationTelling.client(row, change.after());
            if (client != null) {
                interactions.beganByAgent(row.channel(), interaction, client, row.at());
            }
        }
    }

    private static boolean isCallDetail(RowChange change) {
        return SourceTable.named(change.table()) == SourceTable.CDR_REPO
                && (change.operation() == Operation.CREATE || change.operation() == Operation.UPDATE);
    }

    /** What follows now is news: from a row that has just come to be, or from time that passed; null when it is not. */
    private @Nullable Cause news() {
        var row = arrived;
        if (row == null) {
            return new Cause(now, "");
        }
        return row.operation() == Operation.CREATE || isCallDetail(row) ? cause(row) : null;
    }

    private static Cause cause(RowChange change) {
        return new Cause(change.committedAt(), change.position());
    }
}
