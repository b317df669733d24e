package pulso.topology.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import pulso.topology.passage.Marker;

/** The driver commits after each record, so what one record does to the store is what stands between two commits. */
class ObjectStoreTest {
    private static final String STORE = "markers";
    private static final RecordForm<Marker> FORM = new RecordForm<>(Marker.class);
    /** More than rest as objects beside their bytes. */
    private static final int MANY = 30_000;

    private final List<Consumer<ObjectStore<Marker>>> actions = new ArrayList<>();
    private final TopologyTestDriver driver = driver();

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void shouldWriteTheLastWordOfEachKeyOnceACommit() {
        var written = inOneCommit(store -> {
            store.put("twice", marker(1));
            store.put("twice", marker(2));
            store.put("gone", marker(3));
            store.remove("gone");
            store.put("back", marker(4));
            store.remove("back");
            store.put("back", marker(5));
        });

        assertThat(written)
                .containsExactlyInAnyOrder(
                        new TestRecord<>("twice", marker(2)),
                        new TestRecord<>("gone", null),
                        new TestRecord<>("back", marker(5)));
    }

    @Test
    void shouldWriteNothingThatHasNotChanged() {
        inOneCommit(store -> store.put("a", marker(1)));

        assertThat(inOneCommit(store -> assertThat(store.get("a")).isEqualTo(marker(1))))
                .isEmpty();
        assertThat(inOneCommit(store -> store.remove("never there"))).isEmpty();
    }

    @Test
    void shouldScanWhatIsNotYetWrittenInTheOrderOfCodePoints() {
        inOneCommit(store -> {
            store.put("b", marker(1));
            store.put("c", marker(2));
            store.put("e", marker(3));
        });

        inOneCommit(store -> {
            store.put("d", marker(4));
            store.put("\uFF21", marker(6));
            store.put("\uD83D\uDE00", marker(7));
            store.remove("c");
            store.put("b", marker(5));
            var seen = new ArrayList<String>();
            store.scan(
                    "b",
                    "\uDBFF\uDFFF",
                    (key, marker) -> seen.add(key + marker.at().toEpochMilli()));
            assertThat(seen).containsExactly("b5", "d4", "e3", "\uFF216", "\uD83D\uDE007");
        });
    }

    @Test
    void shouldKnowMoreThanStandsAsObjects() {
        inOneCommit(store -> {
            for (int i = 0; i < MANY; i++) {
                store.put("key" + i, marker(i));
            }
        });

        inOneCommit(store -> {
            for (int i = 0; i < MANY; i++) {
                assertThat(store.get("key" + i)).isEqualTo(marker(i));
            }
            store.removeKeys(key -> !key.equals("key7"));
            assertThat(store.get("key8")).isNull();
            assertThat(store.get("key7")).isEqualTo(marker(7));
        });
    }

    private static Marker marker(int number) {
        return new Marker(Instant.ofEpochMilli(number));
    }

    /** @return what the changelog got of it */
    private List<TestRecord<String, Marker>> inOneCommit(Consumer<ObjectStore<Marker>> action) {
        actions.add(action);
        driver.createInputTopic(
                        "in", Serdes.String().serializer(), Serdes.String().serializer())
                .pipeInput("", Integer.toString(actions.size() - 1));
        Deserializer<Marker> markers = (_, bytes) -> bytes == null ? null : FORM.read(bytes);
        return driver
                .createOutputTopic("app-" + STORE + "-changelog", new StringDeserializer(), markers)
                .readRecordsToList()
                .stream()
                .map(record -> new TestRecord<>(record.key(), record.value()))
                .toList();
    }

    private TopologyTestDriver driver() {
        var topology = new Topology();
        topology.addSource("source", new StringDeserializer(), new StringDeserializer(), "in");
        topology.addProcessor(
                "act",
                new ProcessorSupplier<String, String, String, String>() {
                    @Override
                    public Processor<String, String, String, String> get() {
                        return new Acting();
                    }

                    @Override
                    public Set<StoreBuilder<?>> stores() {
                        return Set.of(new ObjectStoreBuilder<>(STORE, Marker.class));
                    }
                },
                "source");
        var properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "app");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:9092");
        return new TopologyTestDriver(topology, properties);
    }

    private final class Acting implements Processor<String, String, String, String> {
        @SuppressWarnings("NullAway.Init")
        private ObjectStore<Marker> store;

        @Override
        public void init(ProcessorContext<String, String> context) {
            store = ObjectStore.of(context, STORE);
        }

        @Override
        public void process(Record<String, String> record) {
            actions.get(Integer.parseInt(record.value())).accept(store);
        }
    }
}
