package pulso.topology.stream;

import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import pulso.schemas.agent.AgentInterval;
import pulso.schemas.agent.AgentState;
import pulso.schemas.kpi.AgentMinute;
import pulso.schemas.passage.Channel;
import pulso.schemas.topic.RecordKeys;
import pulso.schemas.wire.JsonKey;
import pulso.topology.agent.AgentFile;
import pulso.topology.agent.AgentOutput;
import pulso.topology.agent.AgentStage;
import pulso.topology.agent.AgentStateStores;
import pulso.topology.intake.Fact;
import pulso.topology.passage.InteractionChange;

/** Session rows and changes of interactions to the agents' states, intervals and minutes. */
final class AgentNode implements Processor<JsonKey, Object, JsonKey, Object>, AgentOutput {
    private final String source;
    private final Emission emission;
    private @Nullable Outbox outbox;
    private @Nullable AgentStage stage;
    private long timestamp;

    AgentNode(CentreTopology.Config config) {
        this.source = config.source();
        this.emission = config.emission();
    }

    @Override
    public void init(ProcessorContext<JsonKey, Object> newContext) {
        ObjectStore<AgentFile> files = ObjectStore.of(newContext, Stores.AGENT_FILES);
        outbox = new Outbox(newContext, files);
        var state = new AgentStateStores(
                files,
                ObjectStore.of(newContext, Stores.AGENT_SESSIONS),
                ObjectStore.of(newContext, Stores.AGENT_INTERVALS),
                ObjectStore.of(newContext, Stores.AGENT_HOURS),
                ObjectStore.of(newContext, Stores.AGENT_RESTARTS));
        var made = new AgentStage(source, state, this, true);
        outbox.beforeForwarding(made::tellMinutes);
        stage = made;
    }

    @Override
    public void process(Record<JsonKey, Object> record) {
        if (stage == null) {
            throw new IllegalStateException("not initialised");
        }
        timestamp = record.timestamp();
        switch (record.value()) {
            case InteractionChange change -> stage.apply(change);
            case Fact.SessionRow(var row, var now) -> stage.session(row, now);
            case Fact.Retracted(var row, var now) -> stage.retract(row, now);
            case Fact.Restarted(var row, var now) -> stage.restarted(row, now);
            case Fact.Advanced(var channel, var from, var to)
            when channel == Channel.TELEPHONY -> stage.advance(from, to);
            case Fact.Forgettable(var channel, var greatest)
            when channel == Channel.TELEPHONY -> stage.forget(greatest);
            default -> {}
        }
    }

    @Override
    public void state(AgentState state) {
        put(RecordKeys.of(state), state, CentreTopology.WRITE_AGENTS);
    }

    @Override
    public void closed(AgentInterval interval) {
        interval(interval, interval);
    }

    @Override
    public void superseded(AgentInterval interval) {
        interval(interval, null);
    }

    @Override
    public void minute(AgentMinute minute) {
        if (outbox == null) {
            throw new IllegalStateException("not initialised");
        }
        if (emission.covers(minute.minute())) {
            outbox.forward(CentreTopology.WRITE_AGENT_MINUTES, RecordKeys.of(minute), minute, timestamp);
        }
    }

    private void interval(AgentInterval interval, @Nullable AgentInterval value) {
        if (emission.covers(interval.from())) {
            put(RecordKeys.of(interval), value, CentreTopology.WRITE_AGENT_INTERVALS);
        }
    }

    private void put(JsonKey key, @Nullable Object value, String sink) {
        if (outbox == null) {
            throw new IllegalStateException("not initialised");
        }
        outbox.put(sink, key, value, timestamp);
    }
}
