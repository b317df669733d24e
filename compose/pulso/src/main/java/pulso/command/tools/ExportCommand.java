package pulso.command.tools;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.apache.avro.file.CodecFactory;
import org.apache.kafka.clients.consumer.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import pulso.command.ConfigException;
import pulso.command.KafkaOptions;
import pulso.command.Progress;
import pulso.schemas.wire.SchemaRegistry;

/** {@code export}: topics to Avro files that lose nothing. */
@Command(
        name = "export",
        description = "Writes topics to Avro files, from which ./pulso import and ./pulso replay read them.",
        footer = {
            "",
            "One file a topic, and a further one for each other schema its values have. A record stands there with "
                    + "partition, offset, timestamp, key, headers and its value's own fields. manifest.json, written "
                    + "last, says how many records there are, with their checksum. Only committed records are taken.",
        },
        mixinStandardHelpOptions = true)
public final class ExportCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    @Parameters(arity = "1..*", paramLabel = "TOPIC", description = "Topics, or the ends of their names.")
    private List<String> topics = List.of();

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Folder to write to; made when missing.")
    private Path folder = Path.of("");

    @Option(names = "--from", paramLabel = "TIME", description = "Time of the first record (default: all there is).")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "End, not in it (default: what is there now).")
    private @Nullable String to;

    @Option(
            names = "--codec",
            paramLabel = "CODEC",
            defaultValue = "zstd",
            description = "zstd, deflate (which every reader of Avro knows) or none (default: ${DEFAULT-VALUE}).")
    private String codec = "";

    @Option(names = "--json", description = "Print JSON instead of a table.")
    private boolean json;

    private final PrintStream out;

    /** Prints UTF-8 to standard output, whatever the locale. */
    public ExportCommand() {
        this(new PrintStream(System.out, false, StandardCharsets.UTF_8));
    }

    public ExportCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() throws IOException {
        var moments = KafkaOptions.moments();
        var begin = moments.read("--from", from);
        var end = moments.read("--to", to);
        var packing = packing();
        if (Manifest.isIn(folder)) {
            throw new ConfigException(folder + " holds an export already: choose another with --out");
        }
        try (var cluster = Cluster.open(kafka.place());
                var consumer = cluster.reader()) {
            var names = names(cluster);
            Files.createDirectories(folder);
            var sheet = TopicSheet.of(cluster, KnownTopics.among(cluster.topicNames()), names);
            var id = UUID.randomUUID().toString();
            var entries = new ArrayList<Manifest.Entry>();
            for (var topic : sheet) {
                try (var export = new TopicExport(id, topic, cluster.registry(), folder, packing)) {
                    entries.add(write(consumer, export, topic.name(), begin, end));
                }
            }
            var manifest = new Manifest(id, entries);
            manifest.write(folder);
            print(manifest);
            return 0;
        }
    }

    private CodecFactory packing() {
        return switch (codec.toLowerCase(Locale.ROOT)) {
            case "zstd" -> CodecFactory.zstandardCodec(CodecFactory.DEFAULT_ZSTANDARD_LEVEL);
            case "deflate" -> CodecFactory.deflateCodec(CodecFactory.DEFAULT_DEFLATE_LEVEL);
            case "none" -> CodecFactory.nullCodec();
            case String other -> throw new ConfigException("--codec '" + other + "' is none of zstd, deflate and none");
        };
    }

    private List<String> names(Cluster cluster) {
        var existing = cluster.topicNames();
        var generation = cluster.currentGeneration();
        var names = topics.stream()
                .map(topic -> TopicName.complete(topic, existing, generation))
                .distinct()
                .toList();
        if (names.contains(SchemaRegistry.TOPIC)) {
            throw new ConfigException(
                    SchemaRegistry.TOPIC + " need not be exported: each file holds the schemas of its records");
        }
        return names;
    }

    /** Partition after partition, so that each file is in their order. */
    private static Manifest.Entry write(
            Consumer<byte[], byte[]> consumer,
            TopicExport export,
            String topic,
            @Nullable Instant begin,
            @Nullable Instant end) {
        var all = TopicReading.of(consumer, topic, begin, end);
        var progress = new Progress(System.err, topic);
        long before = 0;
        for (int partition : all.partitions()) {
            var reading = all.partition(partition);
            long base = before;
            reading.read(
                    record -> {
                        export.add(record);
                        return true;
                    },
                    () -> progress.at(base + reading.done(), all.length()));
            before += reading.length();
        }
        var entry = export.finish();
        progress.done("%,d records".formatted(entry.records()));
        return entry;
    }

    private void print(Manifest manifest) throws IOException {
        if (json) {
            out.println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(manifest));
        } else {
            var table = new TextTable("topic", "records", "checksum", "files");
            for (var entry : manifest.topics()) {
                table.add(
                        entry.topic(),
                        "%,d".formatted(entry.records()),
                        entry.sha256().substring(0, 16),
                        String.join(" ", entry.files()));
            }
            table.print(out);
        }
        out.flush();
    }
}
