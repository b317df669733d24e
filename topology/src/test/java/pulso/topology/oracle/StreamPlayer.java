package pulso.topology.oracle;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import pulso.schemas.generation.FoldParameters;
import pulso.schemas.passage.Channel;
import pulso.schemas.source.Heartbeat;
import pulso.schemas.source.Layouts;
import pulso.schemas.source.Operation;
import pulso.schemas.topic.Topic;
import pulso.schemas.topic.Topics;
import pulso.schemas.webhook.WebhookEvent;
import pulso.schemas.wire.AvroWire;
import pulso.schemas.wire.MemorySchemaRegistry;
import pulso.schemas.wire.RecordCodec;
import pulso.topology.intake.RowIntake;
import pulso.topology.stream.CentreTopology;
import pulso.topology.stream.Emission;
import pulso.topology.webhook.WebhookRules;

/** Plays a history to the Kafka Streams topology, whose state and output are bytes, and stops it where it is told to. */
final class StreamPlayer implements AutoCloseable {
    private static final Topics.Derived DERIVED = Topics.derived(Topics.FIRST_GENERATION);

    private final AvroWire wire = new AvroWire(new MemorySchemaRegistry());
    private final RawRecords raw = new RawRecords(wire);
    private final History history;
    private final Map<String, Map<String, byte[]>> outputs = new HashMap<>();
    private final List<WebhookEvent> events = new ArrayList<>();
    private TopologyTestDriver driver;

    private StreamPlayer(History history) {
        this.history = history;
        this.driver = driver();
    }

    /**
     * @param cut how many rows are folded before the topology is stopped and another goes on with its state
     */
    static Fold play(History history, int cut, Operation before) {
        try (var player = new StreamPlayer(history)) {
            var rows = before == Operation.READ
                    ? History.standing(history.rows().subList(0, cut))
                    : history.rows().subList(0, cut);
            rows.forEach(row -> player.take(row, before));
            player.stopAndGoOn();
            history.rows().subList(cut, history.rows().size()).forEach(row -> player.take(row, Operation.CREATE));
            player.heartbeat(history.end());
            return player.fold();
        }
    }

    private TopologyTestDriver driver() {
        var tables = new TreeSet<String>();
        for (var channel : Channel.values()) {
            tables.add(LogRow.SOURCE + ".ccrepo." + Script.table(channel));
        }
        tables.add(LogRow.SOURCE + ".ccrepo." + LogRow.CDR);
        var config = new CentreTopology.Config(
                LogRow.SOURCE,
                history.zone(),
                1,
                Topics.FIRST_GENERATION,
                List.copyOf(tables),
                Layouts.documented(),
                "localhost:9092",
                (short) 1,
                Duration.ofMillis(10),
                FoldParameters.DEFAULT,
                Emission.LIVE,
                WebhookRules.DEFAULT);
        var properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "histories");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:9092");
        return new TopologyTestDriver(
                CentreTopology.build(config, wire, RowIntake.Counts.create()), properties, Instant.EPOCH);
    }

    private void take(LogRow row, Operation operation) {
        var actual = operation == Operation.CREATE && row.before() != null ? Operation.UPDATE : operation;
        pipe(RawRecords.topic(row), raw.value(row, actual), row.committed());
    }

    private void heartbeat(Instant at) {
        var topic = Topics.heartbeat(LogRow.SOURCE);
        var value = wire.encode(topic.name(), topic.requireCodec(), new Heartbeat(LogRow.SOURCE, at, at, ""));
        pipe(topic.name(), value, at);
    }

    private void pipe(String topic, byte[] value, Instant at) {
        driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>(new byte[0], value, RawRecords.headers(), at));
    }

    /** Another topology gets what the stores of the first had in bytes, and nothing else. */
    private void stopAndGoOn() {
        collect();
        var kept = new LinkedHashMap<String, List<KeyValue<Object, Object>>>();
        for (var name : driver.getAllStateStores().keySet()) {
            var entries = new ArrayList<KeyValue<Object, Object>>();
            try (var all = driver.getKeyValueStore(name).all()) {
                all.forEachRemaining(entries::add);
            }
            kept.put(name, entries);
        }
        driver.close();
        driver = driver();
        kept.forEach((name, entries) -> {
            var store = driver.getKeyValueStore(name);
            entries.forEach(entry -> store.put(entry.key, entry.value));
        });
    }

    private void collect() {
        driver.createOutputTopic(Topics.WEBHOOKS.name(), new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readValuesToList()
                .forEach(value -> events.add(wire.decode(Topics.WEBHOOKS.requireCodec(), value)));
        for (var topic : List.of(DERIVED.passages(), DERIVED.queueMinutes(), DERIVED.agentMinutes())) {
            var values = outputs.computeIfAbsent(topic.name(), _ -> new LinkedHashMap<>());
            driver.createOutputTopic(topic.name(), new ByteArrayDeserializer(), new ByteArrayDeserializer())
                    .readRecordsToList()
                    .forEach(record -> {
                        var key = Arrays.toString(record.key());
                        if (record.value() == null) {
                            values.remove(key);
                        } else {
                            values.put(key, record.value());
                        }
                    });
        }
    }

    private Fold fold() {
        collect();
        var fold = new Fold();
        events.forEach(fold::event);
        each(DERIVED.passages(), fold::passage);
        each(DERIVED.queueMinutes(), fold::minute);
        each(DERIVED.agentMinutes(), fold::minute);
        return fold;
    }

    private <T extends Record> void each(Topic<T> topic, Consumer<T> give) {
        RecordCodec<T> codec = topic.requireCodec();
        outputs.getOrDefault(topic.name(), Map.of()).values().forEach(value -> give.accept(wire.decode(codec, value)));
    }

    @Override
    public void close() {
        driver.close();
    }
}
