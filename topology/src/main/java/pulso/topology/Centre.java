package pulso.topology;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pulso.schemas.event.QueueEvent;
import pulso.schemas.source.Heartbeat;
import pulso.schemas.source.RowChange;
import pulso.topology.agent.AgentStage;
import pulso.topology.agent.AgentStateStores;
import pulso.topology.intake.Fact;
import pulso.topology.intake.RowIntake;
import pulso.topology.minute.QueueMinuteStage;
import pulso.topology.passage.InteractionChange;
import pulso.topology.passage.InteractionStage;
import pulso.topology.passage.InteractionState;
import pulso.topology.passage.PassageChanges;
import pulso.topology.state.HeapState;

/**
 * The folds of one centre with their state on the heap and no Kafka: for a report over a file, and for tests that compare
 * the Kafka topology with it. The stages are the same objects that the topology's nodes run.
 */
public final class Centre {
    private static final int HELD_ROWS = 50_000;
    private static final Duration FORGETTING = Duration.ofDays(1);

    private final String source;
    private final RowIntake intake;
    private final InteractionStage interactions;
    private final QueueMinuteStage queueMinutes;
    private final AgentStage agents;
    private final CentreOutput output;
    private Instant forgottenAt = Instant.EPOCH;
    private boolean isHolding;
    private final List<QueueEvent> heldCalls = new ArrayList<>();
    private final List<QueueEvent> heldSessions = new ArrayList<>();
    /** The log's time at which the stages stand while rows are held; null while none are. */
    private @Nullable Instant foldedTo;

    private Instant heldTo = Instant.EPOCH;

    public Centre(String source, ZoneId zone, RowIntake.Counts counts, CentreOutput output) {
        this(source, zone, counts, Duration.ofMinutes(1), output);
    }

    /**
     * @param agentBucket how long the agents' buckets are, for who needs no minutes of them
     */
    public Centre(String source, ZoneId zone, RowIntake.Counts counts, Duration agentBucket, CentreOutput output) {
        this.source = source;
        this.output = output;
        this.intake = new RowIntake(zone, 1, new HeapState<>(), counts, this::tell);
        this.interactions = new InteractionStage(
                source,
                new InteractionState(
                        new HeapState<>(),
                        new HeapState<>(),
                        new HeapState<>(),
                        new HeapState<>(),
                        new HeapState<>(),
                        new HeapState<>()),
                this::changed);
        this.queueMinutes = new QueueMinuteStage(source, new HeapState<>(), output::minute);
        this.agents = new AgentStage(
                source,
                agentBucket,
                new AgentStateStores(
                        new HeapState<>(), new HeapState<>(), new HeapState<>(), new HeapState<>(), new HeapState<>()),
                output);
    }

    public void take(RowChange change) {
        intake.take(change);
    }

    /**
     * Takes a row that its reader has decoded; rows come in the order of time. They are folded many at a time, so the
     * output is whole after the next heartbeat only.
     */
    public void take(QueueEvent event) {
        isHolding = true;
        intake.take(event);
    }

    /** Lets time pass to a moment at which no row comes. */
    public void heartbeat(Heartbeat heartbeat) {
        intake.heartbeat(heartbeat);
        foldHeld();
    }

    private void tell(Fact fact) {
        switch (fact) {
            case Fact.CallRow(var row, var at) -> {
                if (isHolding) {
                    hold(heldCalls, row, at);
                } else {
                    interactions.add(row, at);
                }
            }
            case Fact.SessionRow(var row, var at) -> {
                if (isHolding) {
                    hold(heldSessions, row, at);
                } else {
                    agents.session(row, at);
                }
            }
            case Fact.Restarted(var row, var at) -> {
                foldHeld();
                interactions.restarted(row, at);
                agents.restarted(row, at);
            }
            case Fact.Retracted(var row, var at) -> {
                foldHeld();
                interactions.retract(row, at);
            }
            case Fact.Linked(var guid, var interaction, var at, var time) ->
                interactions.link(guid, interaction, at, foldedTo == null ? time : foldedTo);
            case Fact.Advanced(var from, var to) -> advanced(from, to);
            case Fact.Forgettable(var greatest) -> forget(greatest);
            case Fact.Rejected(var row) -> output.rejected(row);
            case Fact.Progress(var heartbeat) -> output.progress(heartbeat);
        }
    }

    private void hold(List<QueueEvent> held, QueueEvent row, Instant at) {
        held.add(row);
        if (foldedTo == null) {
            foldedTo = at;
            heldTo = at;
        }
        if (heldCalls.size() + heldSessions.size() >= HELD_ROWS) {
            foldHeld();
        }
    }

    private void advanced(Instant from, Instant to) {
        if (isHolding) {
            foldedTo = foldedTo == null ? from : foldedTo;
            heldTo = to;
        } else {
            interactions.advance(from, to);
            agents.advance(from, to);
        }
    }

    /** What is held is folded as if no time had passed meanwhile, then time passes at once: folds do not mind. */
    private void foldHeld() {
        if (foldedTo == null) {
            return;
        }
        var from = foldedTo;
        foldedTo = null;
        interactions.addAll(heldCalls, from);
        agents.sessions(heldSessions, from);
        heldCalls.clear();
        heldSessions.clear();
        if (heldTo.isAfter(from)) {
            interactions.advance(from, heldTo);
            agents.advance(from, heldTo);
        }
    }

    /** Frees space, which looks at all that is kept: once a day of the log is often enough. */
    private void forget(Instant greatest) {
        if (greatest.isAfter(forgottenAt.plus(FORGETTING))) {
            foldHeld();
            forgottenAt = greatest;
            interactions.forget(greatest);
            queueMinutes.forget(greatest);
            agents.forget(greatest);
        }
    }

    private void changed(InteractionChange change) {
        PassageChanges.gone(change).forEach(output::withdrawn);
        PassageChanges.changed(change).forEach(output::passage);
        PassageChanges.rejected(source, change).forEach(output::rejected);
        queueMinutes.apply(change);
        agents.apply(change);
    }
}
