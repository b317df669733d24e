package pulso.topology.stream;

import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;
import org.jspecify.annotations.Nullable;
import pulso.schemas.generation.FoldParameters;
import pulso.schemas.source.Layouts;
import pulso.schemas.topic.Topic;
import pulso.schemas.topic.Topics;
import pulso.schemas.wire.AvroWire;
import pulso.schemas.wire.JsonKey;
import pulso.topology.intake.RowIntake;
import pulso.topology.webhook.WebhookRules;

/** The way of one centre's data, from raw rows to derived topics: one sub-topology, no repartition. */
public final class CentreTopology {
    static final String READ_ROWS = "rows.read";
    static final String INTAKE = "rows.decode";
    static final String FOLD_PASSAGES = "passages.fold";
    static final String FOLD_QUEUE_MINUTES = "queue-minutes.fold";
    static final String FOLD_AGENTS = "agents.fold";
    static final String FOLD_DIALER = "dialer.fold";
    static final String WRITE_DIALER_LISTS = "dialer-lists.write";
    static final String MAKE_EVENTS = "webhooks.make";
    static final String WRITE_EVENTS = "webhooks.write";
    static final String WRITE_PASSAGES = "passages.write";
    static final String WRITE_QUEUE_MINUTES = "queue-minutes.write";
    static final String WRITE_AGENTS = "agents.write";
    static final String WRITE_AGENT_INTERVALS = "agent-intervals.write";
    static final String WRITE_AGENT_MINUTES = "agent-minutes.write";
    static final String WRITE_REJECTED = "rejected.write";
    static final String WRITE_PROGRESS = "progress.write";

    private final Config config;
    private final AvroWire wire;
    private final RowIntake.Counts counts;
    private final Telling telling;
    private final Topology topology = new Topology();

    /**
     * What one centre's topology is built for.
     *
     * @param zone the zone of the source's DATETIME columns
     * @param epoch the complete snapshot epoch that is folded
     * @param rawTopics the captured tables' topics, of those that the folds read
     * @param layouts where the tables lie, and what their columns are called
     * @param generation the generation of derived topics that is written
     * @param commitInterval how soon a live row's results are committed after the last
     * @param parameters what the generation is folded with
     * @param emission what of it is written
     * @param webhooks what is decided about the events that are told
     */
    public record Config(
            String source,
            ZoneId zone,
            long epoch,
            String generation,
            List<String> rawTopics,
            Layouts layouts,
            String bootstrapServers,
            short replication,
            Duration commitInterval,
            FoldParameters parameters,
            Emission emission,
            WebhookRules webhooks) {
        String heartbeatTopic() {
            return Topics.heartbeat(source).name();
        }

        String applicationId() {
            return "pulso-" + generation + '-' + source;
        }
    }

    private CentreTopology(Config config, AvroWire wire, RowIntake.Counts counts, Telling telling) {
        this.telling = telling;
        this.config = config;
        this.wire = wire;
        this.counts = counts;
    }

    public static Topology build(Config config, AvroWire wire, RowIntake.Counts counts) {
        return build(config, wire, counts, new Telling(config.emission()));
    }

    static Topology build(Config config, AvroWire wire, RowIntake.Counts counts, Telling telling) {
        return new CentreTopology(config, wire, counts, telling).build();
    }

    private Topology build() {
        var derived = Topics.derived(config.generation());
        readRawTopics();
        node(INTAKE, () -> new IntakeNode(config, wire, counts), Set.of(Stores.CLOCKS), READ_ROWS);
        node(FOLD_PASSAGES, () -> new PassageNode(config), stores("passages."), INTAKE);
        node(FOLD_QUEUE_MINUTES, () -> new QueueMinuteNode(config), stores("queue-minutes."), INTAKE, FOLD_PASSAGES);
        node(FOLD_AGENTS, () -> new AgentNode(config), stores("agents."), INTAKE, FOLD_PASSAGES);
        node(FOLD_DIALER, () -> new DialerNode(config.source()), stores("dialer."), INTAKE);
        if (config.emission().makesEvents()) {
            node(MAKE_EVENTS, () -> new WebhookNode(config, telling), stores("webhooks."), INTAKE, FOLD_PASSAGES);
            write(WRITE_EVENTS, Topics.WEBHOOKS, MAKE_EVENTS);
        }
        write(WRITE_DIALER_LISTS, derived.dialerLists(), FOLD_DIALER);
        write(WRITE_PASSAGES, derived.passages(), FOLD_PASSAGES);
        write(WRITE_QUEUE_MINUTES, derived.queueMinutes(), FOLD_QUEUE_MINUTES);
        write(WRITE_AGENTS, derived.agents(), FOLD_AGENTS);
        write(WRITE_AGENT_INTERVALS, derived.agentIntervals(), FOLD_AGENTS);
        write(WRITE_AGENT_MINUTES, derived.agentMinutes(), FOLD_AGENTS);
        write(WRITE_REJECTED, Topics.REJECTED, FOLD_PASSAGES);
        write(WRITE_PROGRESS, derived.progress(), FOLD_PASSAGES);
        return topology;
    }

    private void readRawTopics() {
        topology.addSource(
                AutoOffsetReset.earliest(),
                READ_ROWS,
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer(),
                Stream.concat(config.rawTopics().stream(), Stream.of(config.heartbeatTopic()))
                        .toArray(String[]::new));
    }

    private <KI, VI, KO, VO> void node(
            String name, Supplier<Processor<KI, VI, KO, VO>> make, Set<String> stores, String... parents) {
        topology.addProcessor(
                name,
                new ProcessorSupplier<KI, VI, KO, VO>() {
                    @Override
                    public Processor<KI, VI, KO, VO> get() {
                        return make.get();
                    }

                    @Override
                    public Set<StoreBuilder<?>> stores() {
                        return stores.stream()
                                .map(Stores::builder)
                                .collect(Collectors.toCollection(LinkedHashSet::new));
                    }
                },
                parents);
    }

    private static Set<String> stores(String prefix) {
        return Stores.names().stream()
                .filter(name -> name.startsWith(prefix))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private <T extends Record> void write(String name, Topic<T> topic, String parent) {
        int partition = Topics.partition(config.source());
        StreamPartitioner<JsonKey, T> bySource = (_, _, _, _) -> Optional.of(Set.of(partition));
        Serializer<JsonKey> keys = (_, key) -> key.bytes();
        Serializer<T> values = (topicName, value) -> encode(topicName, topic, value);
        topology.addSink(name, topic.name(), keys, values, bySource, parent);
    }

    private <T extends Record> byte @Nullable [] encode(String topicName, Topic<T> topic, @Nullable T value) {
        return value == null ? null : wire.encode(topicName, topic.requireCodec(), value);
    }
}
