package pulso.topology.stream;

import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import pulso.schemas.dialer.DialerList;
import pulso.schemas.topic.RecordKeys;
import pulso.schemas.wire.JsonKey;
import pulso.topology.dialer.DialerStage;
import pulso.topology.intake.Fact;

/** What the dialer's tables say to the progress of its lists. */
final class DialerNode implements Processor<JsonKey, Fact, JsonKey, DialerList>, DialerStage.Output {
    private final String source;
    private @Nullable Outbox outbox;
    private @Nullable DialerStage stage;
    private long timestamp;

    DialerNode(String source) {
        this.source = source;
    }

    @Override
    public void init(ProcessorContext<JsonKey, DialerList> newContext) {
        ObjectStore<DialerList> lists = ObjectStore.of(newContext, Stores.DIALER_LISTS);
        outbox = new Outbox(newContext, lists);
        stage = new DialerStage(source, lists, this);
    }

    @Override
    public void process(Record<JsonKey, Fact> record) {
        if (stage == null) {
            throw new IllegalStateException("not initialised");
        }
        timestamp = record.timestamp();
        if (record.value() instanceof Fact.Dialled(var change)) {
            stage.apply(change);
        }
    }

    @Override
    public void list(DialerList list) {
        forward(RecordKeys.of(list), list);
    }

    @Override
    public void gone(DialerList list) {
        forward(RecordKeys.of(list), null);
    }

    private void forward(JsonKey key, @Nullable DialerList value) {
        if (outbox == null) {
            throw new IllegalStateException("not initialised");
        }
        outbox.put(CentreTopology.WRITE_DIALER_LISTS, key, value, timestamp);
    }
}
