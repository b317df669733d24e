package pulso.command;

import java.net.URI;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pulso.clickhouse.ClickHouseSink;
import pulso.schemas.wire.SchemaRegistry;

/** The ClickHouse role: feeds the raw tables and the generation that people see, and shows it to them. */
final class ClickHouseRole implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ClickHouseRole.class);

    private final PulsoConfig config;
    private final URI endpoint;
    private final String bootstrapServers;
    private final SchemaRegistry registry;
    private volatile ClickHouseSink sink;
    private String generation;
    private boolean closed;

    ClickHouseRole(
            PulsoConfig config, URI endpoint, String bootstrapServers, SchemaRegistry registry, String generation) {
        this.config = config;
        this.endpoint = endpoint;
        this.bootstrapServers = bootstrapServers;
        this.registry = registry;
        this.generation = generation;
        this.sink = start(generation);
    }

    private ClickHouseSink start(String which) {
        return ClickHouseSink.start(Folding.sink(config, endpoint, bootstrapServers, which, true), registry);
    }

    ClickHouseSink sink() {
        return sink;
    }

    /** Feeds and shows another generation; the raw tables go on where they stand. */
    synchronized void follow(String promoted) {
        if (!closed && !generation.equals(promoted)) {
            LOG.info("ClickHouse is fed with generation {} instead of {}", promoted, generation);
            sink.close();
            generation = promoted;
            sink = start(promoted);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        sink.close();
    }
}
