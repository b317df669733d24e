package pulso.topology.stream;

import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import pulso.schemas.kpi.QueueMinute;
import pulso.schemas.topic.RecordKeys;
import pulso.schemas.wire.JsonKey;
import pulso.topology.intake.Fact;
import pulso.topology.minute.QueueMinuteStage;
import pulso.topology.passage.InteractionChange;

/** Changes of interactions to the minutes of queues. */
final class QueueMinuteNode implements Processor<JsonKey, Object, JsonKey, QueueMinute> {
    private final String source;
    private final Emission emission;
    private @Nullable Outbox outbox;
    private @Nullable QueueMinuteStage stage;
    private long timestamp;

    QueueMinuteNode(CentreTopology.Config config) {
        this.source = config.source();
        this.emission = config.emission();
    }

    @Override
    public void init(ProcessorContext<JsonKey, QueueMinute> newContext) {
        ObjectStore<QueueMinute> minutes = ObjectStore.of(newContext, Stores.QUEUE_MINUTES);
        outbox = new Outbox(newContext, minutes);
        stage = new QueueMinuteStage(source, minutes, this::forward);
    }

    @Override
    public void process(Record<JsonKey, Object> record) {
        if (stage == null) {
            throw new IllegalStateException("not initialised");
        }
        timestamp = record.timestamp();
        if (record.value() instanceof InteractionChange change) {
            stage.apply(change);
        } else if (record.value() instanceof Fact.Forgettable(var channel, var greatest)) {
            stage.forget(channel, greatest);
        }
    }

    private void forward(QueueMinute minute) {
        if (outbox == null) {
            throw new IllegalStateException("not initialised");
        }
        if (emission.covers(minute.minute())) {
            outbox.put(CentreTopology.WRITE_QUEUE_MINUTES, RecordKeys.of(minute), minute, timestamp);
        }
    }
}
