package pulso.ingest;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The source's one transactional producer. Once it is open, every earlier holder is shut out and what it left
 * uncommitted is void. Callers take turns.
 */
final class Outlet implements AutoCloseable {
    private static final int BATCH_BYTES = 128 << 10;
    private static final int MOST_REQUEST_BYTES = 16 << 20;
    private static final int PATIENCE_MS = 30_000;
    private static final int TRANSACTION_TIMEOUT_MS = 60_000;
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    private final KafkaProducer<byte[], byte[]> producer;

    private Outlet(KafkaProducer<byte[], byte[]> producer) {
        this.producer = producer;
    }

    static Outlet open(IngestConfig config) {
        var settings = Map.<String, Object>of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                config.bootstrapServers(),
                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                config.transactionalId(),
                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                TRANSACTION_TIMEOUT_MS,
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                "lz4",
                ProducerConfig.LINGER_MS_CONFIG,
                0,
                ProducerConfig.BATCH_SIZE_CONFIG,
                BATCH_BYTES,
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                MOST_REQUEST_BYTES,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                PATIENCE_MS);
        var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        try {
            producer.initTransactions();
        } catch (KafkaException e) {
            producer.close(Duration.ZERO);
            throw e;
        }
        return new Outlet(producer);
    }

    /** Writes all of them or none; throws whatever Kafka says, after which this outlet is of no more use. */
    void commit(List<ProducerRecord<byte[], byte[]>> records) {
        producer.beginTransaction();
        for (var record : records) {
            var unusedAsCommitReportsFailure = producer.send(record);
        }
        producer.commitTransaction();
    }

    @Override
    public void close() {
        producer.close(CLOSE_LIMIT);
    }
}
