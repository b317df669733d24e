package pulso.topology.stream;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.internals.InternalProcessorContext;
import org.apache.kafka.streams.processor.internals.ProcessorNode;
import org.apache.kafka.streams.processor.internals.ProcessorRecordContext;
import org.jspecify.annotations.Nullable;
import pulso.schemas.wire.JsonKey;

/**
 * What a node has to tell until the task commits: of each key of a topic the last word, a tombstone included. What was
 * said between two commits and taken back is never written; to a reader of committed records the topic is the same.
 */
final class Outbox {
    private static final RecordHeaders NO_HEADERS = new RecordHeaders();

    private final InternalProcessorContext<JsonKey, Object> context;
    private final @Nullable ProcessorNode<?, ?, ?, ?> node;
    private Runnable beforeForwarding = () -> {};
    private final Map<Address, Letter> letters = new LinkedHashMap<>();

    private record Address(String sink, JsonKey key) {}

    private record Letter(@Nullable Object value, long timestamp) {}

    /**
     * Made while the node is initialised.
     *
     * @param store a store of the same node, whose commit empties the outbox
     */
    @SuppressWarnings("unchecked")
    Outbox(ProcessorContext<?, ?> context, ObjectStore<?> store) {
        this.context = (InternalProcessorContext<JsonKey, Object>) context;
        this.node = this.context.currentNode();
        store.beforeCommit(this::forwardAll);
    }

    /** @param value null for a tombstone */
    void put(String sink, JsonKey key, @Nullable Object value, long timestamp) {
        letters.put(new Address(sink, key), new Letter(value, timestamp));
    }

    /** Has something done at each commit that tells by {@link #forward}: what is not made before it is told. */
    void beforeForwarding(Runnable action) {
        beforeForwarding = action;
    }

    private void forwardAll() {
        var formerNode = context.currentNode();
        var formerRecord = context.recordContext();
        try {
            context.setCurrentNode(Objects.requireNonNull(node));
            beforeForwarding.run();
            for (var entry : letters.entrySet()) {
                var letter = entry.getValue();
                forward(entry.getKey().sink(), entry.getKey().key(), letter.value(), letter.timestamp());
            }
        } finally {
            context.setCurrentNode(formerNode);
            context.setRecordContext(formerRecord);
        }
        letters.clear();
    }

    /** Tells at once; only while a commit is prepared. */
    void forward(String sink, JsonKey key, @Nullable Object value, long timestamp) {
        context.setRecordContext(new ProcessorRecordContext(timestamp, -1, -1, null, NO_HEADERS));
        context.forward(new Record<>(key, value, timestamp), sink);
    }
}
