package pulso.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.runtime.WorkerConfig;
import org.apache.kafka.connect.storage.MemoryOffsetBackingStore;

/**
 * Hands the engine the offset that the last committed transaction holds, and forgets what the engine would store: the
 * publisher alone writes offsets, in the transaction of the rows they belong to.
 */
public final class KeptOffsetStore extends MemoryOffsetBackingStore {
    static final String OFFSET = "offset.storage.pulso.offset";
    static final String ENGINE = "offset.storage.pulso.engine";

    private static final ObjectMapper JSON = new ObjectMapper();

    private String keptOffset = "";
    private String engine = "";

    @Override
    public void configure(WorkerConfig config) {
        super.configure(config);
        keptOffset = config.originalsStrings().getOrDefault(OFFSET, "");
        engine = config.originalsStrings().getOrDefault(ENGINE, "");
    }

    @Override
    public synchronized void start() {
        super.start();
        if (!keptOffset.isEmpty()) {
            data.put(ByteBuffer.wrap(key(engine)), ByteBuffer.wrap(keptOffset.getBytes(StandardCharsets.UTF_8)));
        }
    }

    @Override
    public Set<Map<String, Object>> connectorPartitions(String connectorName) {
        return Set.of();
    }

    /** The key under which the engine looks its offset up: its name, and the partition {@code server}. */
    static byte[] key(String engine) {
        try {
            return JSON.writeValueAsBytes(List.of(engine, Map.of("server", engine)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a name is always JSON", e);
        }
    }
}
