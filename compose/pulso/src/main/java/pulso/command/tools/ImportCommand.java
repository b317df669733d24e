package pulso.command.tools;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import pulso.command.ConfigException;
import pulso.command.KafkaOptions;
import pulso.command.Progress;
import pulso.schemas.topic.Topic;
import pulso.schemas.topic.TopicCreation;
import pulso.schemas.topic.Topics;

/** {@code import}: what {@code export} wrote, back into topics. */
@Command(
        name = "import",
        description = "Writes what ./pulso export has written into the topics of a Kafka.",
        footer = {
            "",
            "Topics that are missing are made as they were. Records keep partition, time, key and headers; offsets are "
                    + "new. Values are the same to the byte, but for the schema id where another schema has it already. "
                    + "An import that was cut off goes on where it stood when it is called again.",
        },
        mixinStandardHelpOptions = true)
public final class ImportCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    @Parameters(paramLabel = "DIR|FILE", description = "Folder of an export, or one of its files.")
    private Path place = Path.of("");

    @Option(names = "--as", paramLabel = "TOPIC", description = "Another name for the topic, where it is only one.")
    private @Nullable String name;

    @Option(names = "--append", description = "Write behind what a topic holds already; refused otherwise.")
    private boolean isAppending;

    @Option(
            names = "--retention-days",
            paramLabel = "DAYS",
            description = "How long topics that are made keep records, -1 for ever (default: as long as before).")
    private @Nullable Integer retentionDays;

    @Option(names = "--json", description = "Print JSON instead of a table.")
    private boolean json;

    private final PrintStream out;

    /** Prints UTF-8 to standard output, whatever the locale. */
    public ImportCommand() {
        this(new PrintStream(System.out, false, StandardCharsets.UTF_8));
    }

    ImportCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() throws IOException {
        if (!Files.exists(place)) {
            throw new ConfigException(place + " is not there");
        }
        var topics = ExportedTopic.list(place);
        if (name != null && topics.size() != 1) {
            throw new ConfigException("--as names one topic, " + place + " holds " + topics.size() + ": name a file");
        }
        if (retentionDays != null && retentionDays < -1) {
            throw new ConfigException("--retention-days must be -1 or more, is " + retentionDays);
        }
        try (var cluster = Cluster.open(kafka.place())) {
            TopicCreation.ensure(cluster.admin(), cluster.replication(), List.of(Topics.SCHEMAS));
            var known =
                    KnownTopics.among(topics.stream().map(ExportedTopic::name).toList());
            var results = new ArrayList<TopicImport.Result>();
            for (var topic : topics) {
                results.add(read(cluster, topic, target(topic, known)));
            }
            print(results);
            return results.stream().allMatch(result -> !Boolean.FALSE.equals(result.isWhole())) ? 0 : 1;
        }
    }

    private TopicImport.Result read(Cluster cluster, ExportedTopic topic, Topic<?> target) {
        var expected = topic.records();
        var progress = new Progress(System.err, target.name());
        var importing = new TopicImport(cluster, topic, target);
        var result = importing.run(isAppending, done -> progress.at(done, expected == null ? 0 : expected));
        progress.done("%,d records".formatted(result.records()));
        importing.forget();
        return result;
    }

    /** The topic as it was; who writes it is what the code says, so that it behaves alike. */
    private Topic<?> target(ExportedTopic topic, KnownTopics known) {
        var was = topic.description();
        var definition = known.definition(topic.name());
        return new Topic<>(
                name == null ? topic.name() : name,
                null,
                was.partitions(),
                cleanup(was.cleanup()),
                retentionDays == null ? was.retention() : retention(retentionDays),
                definition == null ? Topic.Writer.INGEST : definition.writer(),
                "");
    }

    private static Topic.Cleanup cleanup(String text) {
        boolean isCompacted = text.toLowerCase(Locale.ROOT).contains("compact");
        if (!isCompacted) {
            return Topic.Cleanup.DELETE;
        }
        return text.contains("delete") ? Topic.Cleanup.COMPACT_DELETE : Topic.Cleanup.COMPACT;
    }

    private static @Nullable Duration retention(int days) {
        return days < 0 ? null : Duration.ofDays(days);
    }

    private void print(List<TopicImport.Result> results) throws IOException {
        if (json) {
            out.println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(results));
        } else {
            var table = new TextTable("topic", "records", "checksum", "");
            for (var result : results) {
                table.add(
                        result.topic(),
                        "%,d".formatted(result.records()),
                        result.sha256().substring(0, 16),
                        String.join("; ", remarks(result)));
            }
            table.print(out);
        }
        out.flush();
    }

    private static List<String> remarks(TopicImport.Result result) {
        var remarks = new ArrayList<String>();
        if (result.isWhole() == null) {
            remarks.add("a file alone: nothing to compare the checksum with");
        } else {
            remarks.add(
                    result.isWhole()
                            ? "as exported"
                            : "NOT AS EXPORTED: a file was changed or is damaged, export again");
        }
        if (result.resumed() > 0) {
            remarks.add("%,d of them by an earlier try".formatted(result.resumed()));
        }
        if (result.renumbered()) {
            remarks.add("schema ids are new");
        }
        if (result.tooOld() > 0) {
            remarks.add("%,d older than the topic keeps, soon deleted: --retention-days -1 on a new topic keeps them"
                    .formatted(result.tooOld()));
        }
        return remarks;
    }
}
