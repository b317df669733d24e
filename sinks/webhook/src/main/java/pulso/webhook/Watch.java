package pulso.webhook;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import pulso.schemas.topic.Topics;
import pulso.schemas.webhook.EndpointCursor;

/**
 * Listens whether a sink is at work: one that is writes the shared place again and again. That Kafka does not answer tells
 * nothing about it. Confined to one thread.
 */
final class Watch implements AutoCloseable {
    private final TopicPartition partition =
            new TopicPartition(Topics.WEBHOOK_CURSORS.name(), Topics.partition(EndpointCursor.SHARED));
    private final Consumer<byte[], byte[]> consumer;
    private final Duration limit;
    private long end = -1;
    private long heardAtNanos = System.nanoTime();

    Watch(Reading reading, Duration limit) {
        this.consumer = reading.consumer("pulso-webhook-watch");
        this.limit = limit;
    }

    void look() {
        try {
            long now = consumer.endOffsets(List.of(partition)).getOrDefault(partition, end);
            if (now != end) {
                end = now;
                heardAtNanos = System.nanoTime();
            }
        } catch (KafkaException _) {
            heardAtNanos = System.nanoTime();
        }
    }

    boolean isSilent() {
        return System.nanoTime() - heardAtNanos > limit.toNanos();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
