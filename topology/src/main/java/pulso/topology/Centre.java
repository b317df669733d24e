package pulso.topology;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
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
    private static final Duration FORGETTING = Duration.ofDays(1);

    private final String source;
    private final RowIntake intake;
    private final InteractionStage interactions;
    private final QueueMinuteStage queueMinutes;
    private final AgentStage agents;
    private final CentreOutput output;
    private Instant forgottenAt = Instant.EPOCH;

    public Centre(String source, ZoneId zone, RowIntake.Counts counts, CentreOutput output) {
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
                new AgentStateStores(
                        new HeapState<>(), new HeapState<>(), new HeapState<>(), new HeapState<>(), new HeapState<>()),
                output);
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
            case Fact.Retracted(var row, var at) -> interactions.retract(row, at);
            case Fact.Linked(var guid, var interaction, var at, var time) ->
                interactions.link(guid, interaction, at, time);
            case Fact.Advanced(var from, var to) -> {
                interactions.advance(from, to);
                agents.advance(from, to);
            }
            case Fact.Forgettable(var greatest) -> forget(greatest);
            case Fact.Rejected(var row) -> output.rejected(row);
            case Fact.Progress(var heartbeat) -> output.progress(heartbeat);
        }
    }

    /** Frees space, which looks at all that is kept: once a day of the log is often enough. */
    private void forget(Instant greatest) {
        if (greatest.isAfter(forgottenAt.plus(FORGETTING))) {
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
