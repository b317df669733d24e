package pulso.command.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pulso.command.KafkaOptions.KafkaPlace;
import pulso.embedded.EmbeddedKafka;
import pulso.schemas.wire.KafkaSchemaRegistry;

class ExportAndImportTest {
    private static final int ROWS = 25;
    private static final int MANY = 25_000;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static EmbeddedKafka here;

    @SuppressWarnings("NullAway.Init")
    private static EmbeddedKafka there;

    @SuppressWarnings("NullAway.Init")
    private static SampleTopics samples;

    /** Everything of a record that may not be lost. */
    private record Seen(int partition, long timestamp, String key, List<String> headers, String value) {
        static Seen of(ConsumerRecord<byte[], byte[]> record) {
            return new Seen(
                    record.partition(),
                    record.timestamp(),
                    hex(record.key()),
                    StreamSupport.stream(record.headers().spliterator(), false)
                            .map(header -> header.key() + '=' + hex(header.value()))
                            .toList(),
                    hex(record.value()));
        }

        private static String hex(byte[] bytes) {
            return bytes == null ? "null" : HexFormat.of().formatHex(bytes);
        }
    }

    @BeforeAll
    static void writeSamples() {
        here = EmbeddedKafka.start(folder.resolve("here"), 0);
        there = EmbeddedKafka.start(folder.resolve("there"), 0);
        samples = new SampleTopics(here.bootstrapServers());
        samples.writeRows(ROWS);
        samples.writeWiderRow(200);
        samples.writeUnreadable();
        samples.writeRow(201, "NARROW AGAIN");
        samples.writeLists("ucontact", "norte", "sur");
    }

    @AfterAll
    static void stop() {
        samples.close();
        here.close();
        there.close();
    }

    private static Ran export(Path to, String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--out", to.toString(), "--json", "--kafka", here.bootstrapServers()));
        return Ran.command(ExportCommand::new, all.toArray(String[]::new));
    }

    private static Ran read(Path from, String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of(from.toString(), "--json", "--kafka", there.bootstrapServers()));
        return Ran.command(ImportCommand::new, all.toArray(String[]::new));
    }

    private static List<Seen> records(EmbeddedKafka kafka, String topic) {
        var seen = new ArrayList<Seen>();
        try (var cluster = Cluster.open(new KafkaPlace(kafka.bootstrapServers(), false, (short) 1, null));
                var consumer = cluster.reader()) {
            var all = TopicReading.of(consumer, topic, null, null);
            for (int partition : all.partitions()) {
                all.partition(partition).read(record -> seen.add(Seen.of(record)), () -> {});
            }
        }
        return seen;
    }

    @Test
    void shouldBringEveryRecordToAnotherKafkaAsItIs() {
        var files = folder.resolve("export");
        var lists = SampleTopics.DERIVED.dialerLists().name();

        var exported = export(files, "queue_log_repo", "dialer-lists");
        var imported = read(files);

        assertThat(exported.code()).as(exported.message()).isZero();
        assertThat(exported.json().path("topics"))
                .filteredOn(topic -> topic.path("topic").asText().equals(SampleTopics.ROWS.name()))
                .singleElement()
                .satisfies(topic -> {
                    assertThat(topic.path("records").asInt()).isEqualTo(ROWS + 4);
                    assertThat(topic.path("files")).hasSize(3);
                });
        assertThat(imported.code()).as(imported.message()).isZero();
        assertThat(imported.json()).allMatch(topic -> topic.path("isWhole").asBoolean());
        for (var topic : List.of(SampleTopics.ROWS.name(), lists)) {
            assertThat(records(there, topic)).as(topic).isNotEmpty().isEqualTo(records(here, topic));
        }
        assertThat(Ran.command(TailCommand::new, "dialer-lists", "--kafka", there.bootstrapServers())
                        .lines())
                .hasSize(3)
                .allMatch(line -> line.path("value").path("name").asText().equals("lista-ñ"));
        assertThat(Ran.command(TopicsCommand::new, "--json", "--kafka", there.bootstrapServers())
                        .json()
                        .path("topics"))
                .filteredOn(topic -> topic.path("topic").asText().equals(lists))
                .singleElement()
                .satisfies(topic -> {
                    assertThat(topic.path("cleanup").asText()).isEqualTo("compact");
                    assertThat(topic.path("partitions").asInt()).isEqualTo(6);
                });
        assertThat(read(files).message()).contains("holds records already", "--append");
    }

    @Test
    void shouldBeReadableByAnyReaderOfAvroFiles() throws Exception {
        var files = folder.resolve("readable");
        assertThat(export(files, "QUEUE_LOG_REPO", "--codec", "deflate", "--to", "2026-11-20T13:00:03Z")
                        .code())
                .isZero();

        var file = files.resolve(SampleTopics.ROWS.name() + ".avro");
        try (var reader = new DataFileReader<GenericRecord>(file.toFile(), new GenericDatumReader<>())) {
            var events = new ArrayList<String>();
            reader.forEach(record ->
                    events.add(record.get("timestamp") + " " + ((GenericRecord) record.get("value")).get("event")));

            assertThat(events).hasSize(3).first().isEqualTo(SampleTopics.START.toEpochMilli() + " CONNECT");
        }
        try (var records = ExportedTopic.open(file).read()) {
            assertThat(records).toIterable().hasSize(3);
        }
    }

    @Test
    void shouldGoOnWhereAnImportWasCutOff() {
        samples.writeManyElsewhere(MANY);
        var files = folder.resolve("many");
        assertThat(export(files, SampleTopics.MANY.name()).code()).isZero();
        var topic = ExportedTopic.list(files).getFirst();
        try (var cluster = Cluster.open(new KafkaPlace(there.bootstrapServers(), false, (short) 1, null))) {
            var target = SampleTopics.MANY;
            assertThatThrownBy(() -> new TopicImport(cluster, topic, target).run(false, done -> {
                        if (done > 10_000) {
                            throw new IllegalStateException("cut off");
                        }
                    }))
                    .hasMessage("cut off");

            var result = new TopicImport(cluster, topic, target).run(false, _ -> {});

            assertThat(result.resumed()).isPositive().isLessThan(MANY);
            assertThat(result.isWhole()).isTrue();
        }
        assertThat(records(there, SampleTopics.MANY.name())).isEqualTo(records(here, SampleTopics.MANY.name()));
    }

    @Test
    void shouldGiveValuesAnotherSchemaIdWhereTheirsIsTaken() throws Exception {
        var files = folder.resolve("renumbered");
        assertThat(export(files, "dialer-lists").code()).isZero();
        try (var kafka = EmbeddedKafka.start(folder.resolve("third"), 0)) {
            new SampleTopics(kafka.bootstrapServers()).close();
            try (var registry = new KafkaSchemaRegistry(kafka.bootstrapServers())) {
                for (int i = 0; i < 5; i++) {
                    var unusedAsItOnlyTakesAnId = registry.register(
                            "other-value",
                            SchemaBuilder.record("Other" + i).fields().endRecord());
                }
            }

            var ran = Ran.command(ImportCommand::new, files.toString(), "--json", "--kafka", kafka.bootstrapServers());

            assertThat(ran.json().get(0).path("renumbered").asBoolean())
                    .as(ran.message())
                    .isTrue();
            assertThat(Ran.command(TailCommand::new, "dialer-lists", "--kafka", kafka.bootstrapServers())
                            .lines())
                    .hasSize(3)
                    .allMatch(line -> line.path("value").path("name").asText().equals("lista-ñ"));
        }
    }

    @Test
    void shouldSayWhatIsDamagedOrMissing() throws Exception {
        var files = folder.resolve("damaged");
        assertThat(export(files, "dialer-lists").code()).isZero();
        var manifest = files.resolve("manifest.json");
        Files.writeString(
                manifest, Files.readString(manifest).replaceFirst("\"sha256\" : \"...", "\"sha256\" : \"xyz"));

        var ran = read(files, "--as", "damaged-lists");

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.json().get(0).path("isWhole").asBoolean()).isFalse();
        Files.delete(manifest);
        assertThat(read(files).message()).contains("manifest.json is missing");
        assertThat(read(folder.resolve("nowhere")).message()).contains("is not there");
    }
}
