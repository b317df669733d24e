package pulso.topology.stream;

import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import pulso.schemas.generation.FoldParameters;
import pulso.schemas.source.RejectedRow;
import pulso.schemas.topic.RecordKeys;
import pulso.schemas.wire.JsonKey;
import pulso.topology.intake.Fact;
import pulso.topology.passage.CallRows;
import pulso.topology.passage.InteractionChange;
import pulso.topology.passage.InteractionStage;
import pulso.topology.passage.InteractionState;
import pulso.topology.passage.PassageChanges;

/** Facts to passages. Gives {@link InteractionChange}s to the minutes and the agents, and passages to their topic. */
final class PassageNode implements Processor<JsonKey, Fact, JsonKey, Object> {
    private final String source;
    private final FoldParameters parameters;
    private final Emission emission;
    private @Nullable ProcessorContext<JsonKey, Object> context;
    private @Nullable Outbox outbox;
    private @Nullable InteractionStage stage;
    private long timestamp;

    PassageNode(CentreTopology.Config config) {
        this.source = config.source();
        this.parameters = config.parameters();
        this.emission = config.emission();
    }

    @Override
    public void init(ProcessorContext<JsonKey, Object> newContext) {
        context = newContext;
        ObjectStore<CallRows> calls = ObjectStore.of(newContext, Stores.CALLS);
        outbox = new Outbox(newContext, calls);
        var state = new InteractionState(
                calls,
                ObjectStore.of(newContext, Stores.GUIDS),
                ObjectStore.of(newContext, Stores.SEATS),
                ObjectStore.of(newContext, Stores.OPEN),
                ObjectStore.of(newContext, Stores.BY_HOUR),
                ObjectStore.of(newContext, Stores.CALLERS),
                ObjectStore.of(newContext, Stores.TIMES),
                ObjectStore.of(newContext, Stores.CALL_RESTARTS));
        stage = new InteractionStage(source, parameters, state, this::changed);
    }

    @Override
    public void process(Record<JsonKey, Fact> record) {
        if (stage == null) {
            throw new IllegalStateException("not initialised");
        }
        timestamp = record.timestamp();
        switch (record.value()) {
            case Fact.CallRow(var row, var at) -> stage.add(row, at);
            case Fact.Retracted(var row, var at) -> stage.retract(row, at);
            case Fact.Restarted(var row, var at) -> stage.restarted(row, at);
            case Fact.Linked(var guid, var interaction, var at, var time) -> stage.link(guid, interaction, at, time);
            case Fact.Rated(var interaction, var rating, var at, var time) ->
                stage.rated(interaction, rating, at, time);
            case Fact.Advanced(var channel, var from, var to) -> stage.advance(channel, from, to);
            case Fact.Forgettable(var channel, var greatest) -> stage.forget(channel, greatest);
            case Fact.Rejected(var row) -> reject(row);
            case Fact.Progress(var heartbeat) -> tell(JsonKey.of(source), heartbeat, CentreTopology.WRITE_PROGRESS);
            case Fact.SessionRow _, Fact.Dialled _, Fact.Arrived _, Fact.Settled _ -> {}
        }
    }

    private void changed(InteractionChange change) {
        var before = emission.covered(change.before().passages());
        var after = emission.covered(change.after().passages());
        for (var gone : PassageChanges.gone(before, after)) {
            tell(RecordKeys.of(gone), null, CentreTopology.WRITE_PASSAGES);
        }
        for (var passage : PassageChanges.changed(before, after)) {
            tell(RecordKeys.of(passage), passage, CentreTopology.WRITE_PASSAGES);
        }
        for (var row : PassageChanges.rejected(source, change)) {
            reject(row);
        }
        var key = JsonKey.of(source);
        forward(key, change, CentreTopology.FOLD_QUEUE_MINUTES);
        forward(key, change, CentreTopology.FOLD_AGENTS);
        if (emission.makesEventsOf(timestamp)) {
            forward(key, change, CentreTopology.MAKE_EVENTS);
        }
    }

    private void tell(JsonKey key, @Nullable Object value, String sink) {
        if (outbox == null) {
            throw new IllegalStateException("not initialised");
        }
        outbox.put(sink, key, value, timestamp);
    }

    /** Rows that a generation folds once more have been rejected before. */
    private void reject(RejectedRow row) {
        if (emission.live()) {
            forward(JsonKey.of(source, row.identity()), row, CentreTopology.WRITE_REJECTED);
        }
    }

    private void forward(JsonKey key, @Nullable Object value, String child) {
        if (context == null) {
            throw new IllegalStateException("not initialised");
        }
        context.forward(new Record<>(key, value, timestamp), child);
    }
}
