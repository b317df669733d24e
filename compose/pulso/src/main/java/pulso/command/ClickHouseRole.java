package pulso.command;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pulso.clickhouse.ClickHouseSink;
import pulso.clickhouse.Generations;
import pulso.schemas.generation.Generation;
import pulso.schemas.generation.GenerationBook;
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
            PulsoConfig config,
            URI endpoint,
            String bootstrapServers,
            SchemaRegistry registry,
            GenerationBook generations) {
        this.config = config;
        this.endpoint = endpoint;
        this.bootstrapServers = bootstrapServers;
        this.registry = registry;
        this.generation = generations.current();
        this.sink = start(generations);
    }

    private ClickHouseSink start(GenerationBook generations) {
        var shown = Folding.sink(config, endpoint, bootstrapServers, generations.current(), true);
        return ClickHouseSink.start(shown.withFormer(former(generations)), registry);
    }

    /** Who holds what the shown generation does not fold itself; null for one that folds all. */
    private static Generations.@Nullable Former former(GenerationBook generations) {
        var shown = generations.find(generations.current()).orElse(null);
        if (shown == null || (shown.from() == null && shown.to() == null)) {
            return null;
        }
        var former = generations.former().map(Generation::name).orElse(shown.parent());
        return former == null ? null : new Generations.Former(former, shown.from(), shown.to());
    }

    ClickHouseSink sink() {
        return sink;
    }

    /** Feeds and shows another generation; the raw tables go on where they stand. */
    synchronized void follow(GenerationBook generations) {
        var promoted = generations.current();
        if (!closed && !generation.equals(promoted)) {
            LOG.info("ClickHouse is fed with generation {} instead of {}", promoted, generation);
            sink.close();
            generation = promoted;
            sink = start(generations);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        sink.close();
    }
}
