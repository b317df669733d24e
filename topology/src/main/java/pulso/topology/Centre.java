package pulso.topology;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pulso.schemas.event.QueueEvent;
import pulso.schemas.generation.FoldParameters;
import pulso.schemas.passage.Channel;
import pulso.schemas.source.Heartbeat;
import pulso.schemas.source.RowChange;
import pulso.topology.agent.AgentStage;
import pulso.topology.agent.AgentStateStores;
import pulso.topology.dialer.DialerStage;
import pulso.topology.intake.Fact;
import pulso.topology.intake.RowIntake;
import pulso.topology.minute.QueueMinuteStage;
import pulso.topology.passage.InteractionChange;
import pulso.topology.passage.InteractionStage;
import pulso.topology.passage.InteractionState;
import pulso.topology.passage.PassageChanges;
import pulso.topology.state.HeapState;
import pulso.topology.webhook.WebhookRules;
import pulso.topology.webhook.WebhookStage;
import pulso.topology.webhook.WebhookState;

/**
 * The folds of one centre with their state on the heap and no Kafka: for tests, which compare the
 * Kafka topology and the fold over a file with it. The stages are the same objects that the topology's nodes run.
 */
public final class Centre {
    private static final Duration FORGETTING = Duration.ofDays(1);

    private final String source;
    private final RowIntake intake;
    private final InteractionStage interactions;
    private final QueueMinuteStage queueMinutes;
    private final AgentStage agents;
    private final DialerStage dialer;
    private final @Nullable WebhookStage webhooks;
    private final CentreOutput output;
    private final Map<Channel, Instant> forgottenAt = new EnumMap<>(Channel.class);

    /** The folds alone. */
    public Centre(String source, ZoneId zone, RowIntake.Counts counts, CentreOutput output) {
        this(source, zone, counts, output, null);
    }

    /**
     * @param rules of the events that are told to other systems; null when none are
     */
    public Centre(
            String source, ZoneId zone, RowIntake.Counts counts, CentreOutput output, @Nullable WebhookRules rules) {
        this(source, zone, counts, output, rules, FoldParameters.DEFAULT);
    }

    /** The folds of a generation that folds in a way of its own. */
    public Centre(
            String source,
            ZoneId zone,
            RowIntake.Counts counts,
            CentreOutput output,
            @Nullable WebhookRules rules,
            FoldParameters parameters) {
        this.source = source;
        this.output = output;
        this.intake = new RowIntake(zone, 1, parameters, new HeapState<>(), counts, this::tell, rules != null);
        this.interactions = new InteractionStage(
                source,
                parameters,
                new InteractionState(
                        new HeapState<>(),
                        new HeapState<>(),
                        new HeapState<>(),
                        new HeapState<>(),
                        new HeapState<>(),
                        new HeapState<>(),
                        new HeapState<>(),
                        new HeapState<>()),
                this::changed);
        this.queueMinutes = new QueueMinuteStage(source, new HeapState<>(), output::minute);
        this.dialer = new DialerStage(source, new HeapState<>(), output);
        this.agents = new AgentStage(
                source,
                new AgentStateStores(
                        new HeapState<>(), new HeapState<>(), new HeapState<>(), new HeapState<>(), new HeapState<>()),
                output);
        this.webhooks = rules == null ? null : new WebhookStage(source, zone, rules, heapState(), output::event);
    }

    private static WebhookState heapState() {
        return new WebhookState(
                new HeapState<>(),
                new HeapState<>(),
                new HeapState<>(),
                new HeapState<>(),
                new HeapState<>(),
                new HeapState<>(),
                new HeapState<>());
    }

    public void take(RowChange change) {
        intake.take(change);
    }

    /** Takes a row that its reader has decoded; rows come in the order of time. */
    public void take(QueueEvent event) {
        intake.take(event);
    }

    /** Lets time pass to a moment at which no row comes. */
    public void heartbeat(Heartbeat heartbeat) {
        intake.heartbeat(heartbeat);
    }

    private void tell(Fact fact) {
        switch (fact) {
            case Fact.CallRow(var row, var at) -> interactions.add(row, at);
            case Fact.SessionRow(var row, var at) -> agents.session(row, at);
            case Fact.Restarted(var row, var at) -> {
                interactions.restarted(row, at);
                agents.restarted(row, at);
            }
            case Fact.Retracted(var row, var at) -> {
                interactions.retract(row, at);
                agents.retract(row, at);
            }
            case Fact.Linked(var guid, var interaction, var at, var time) ->
                interactions.link(guid, interaction, at, time);
            case Fact.Rated(var interaction, var rating, var at, var time) ->
                interactions.rated(interaction, rating, at, time);
            case Fact.Dialled(var change) -> dialer.apply(change);
            case Fact.Advanced(var channel, var from, var to) -> {
                interactions.advance(channel, from, to);
                if (channel == Channel.TELEPHONY) {
                    agents.advance(from, to);
                }
            }
            case Fact.Forgettable(var channel, var greatest) -> forget(channel, greatest);
            case Fact.Rejected(var row) -> output.rejected(row);
            case Fact.Progress(var heartbeat) -> output.progress(heartbeat);
            case Fact.Arrived _, Fact.Settled _ -> {}
        }
        if (webhooks != null) {
            webhooks.take(fact);
        }
    }

    /** Frees space, which looks at all that is kept: once a day of the log is often enough. */
    private void forget(Channel channel, Instant greatest) {
        if (greatest.isAfter(forgottenAt.getOrDefault(channel, Instant.EPOCH).plus(FORGETTING))) {
            forgottenAt.put(channel, greatest);
            interactions.forget(channel, greatest);
            queueMinutes.forget(channel, greatest);
            if (channel == Channel.TELEPHONY) {
                agents.forget(greatest);
            }
        }
    }

    private void changed(InteractionChange change) {
        PassageChanges.gone(change).forEach(output::withdrawn);
        PassageChanges.changed(change).forEach(output::passage);
        PassageChanges.rejected(source, change).forEach(output::rejected);
        queueMinutes.apply(change);
        agents.apply(change);
        if (webhooks != null) {
            webhooks.apply(change);
        }
    }
}
