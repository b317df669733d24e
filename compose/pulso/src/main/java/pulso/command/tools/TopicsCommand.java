package pulso.command.tools;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import pulso.command.KafkaOptions;
import pulso.command.tools.KnownTopics.Owner;

/** {@code topics}: what there is on Kafka, and who has read it. */
@Command(
        name = "topics",
        description = "Shows topics with their sizes, ages and retention, and who reads them with what lag.",
        footer = {
            "",
            "Records are counted by offsets: markers of transactions and what compaction has taken count as well. "
                    + "Lag 'gone' means that the group's next record has been deleted; docs/tools.md says what to do.",
        },
        mixinStandardHelpOptions = true)
public final class TopicsCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    @Option(names = "--all", description = "Also Kafka's own topics and the state of the folds.")
    private boolean isAll;

    @Option(names = "--json", description = "Print JSON instead of tables.")
    private boolean json;

    private final PrintStream out;

    /** Prints UTF-8 to standard output, whatever the locale. */
    public TopicsCommand() {
        this(new PrintStream(System.out, false, StandardCharsets.UTF_8));
    }

    TopicsCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() {
        try (var cluster = Cluster.open(kafka.place())) {
            var names = cluster.topicNames();
            var known = KnownTopics.among(names);
            var shown = names.stream()
                    .filter(name -> isAll || !isHidden(known.owner(name)))
                    .toList();
            var topics = TopicSheet.of(cluster, known, shown);
            var groups = GroupSheet.of(cluster);
            if (json) {
                out.println(asJson(topics, groups).toPrettyString());
            } else {
                print(topics, groups);
            }
            out.flush();
            return 0;
        }
    }

    private static boolean isHidden(Owner owner) {
        return owner == Owner.KAFKA || owner == Owner.STREAMS;
    }

    private void print(List<TopicSheet.Line> topics, List<GroupSheet.Line> groups) {
        var table = new TextTable(
                "topic", "records", "bytes", "oldest", "last written", "cleanup", "kept", "partitions", "");
        for (var topic : topics) {
            table.add(
                    topic.name(),
                    "%,d".formatted(topic.records()),
                    size(topic.bytes()),
                    time(topic.oldest()),
                    time(topic.lastWritten()),
                    topic.cleanup(),
                    kept(topic.retention()),
                    Integer.toString(topic.partitions()),
                    topic.owner() == Owner.UNKNOWN ? "not Pulso's" : "");
        }
        table.print(out);
        if (groups.isEmpty()) {
            out.printf("%nNobody reads in a group.%n");
            return;
        }
        out.println();
        var readers = new TextTable("group", "kind", "state", "members", "topic", "lag");
        for (var group : groups) {
            var first = true;
            for (var lag : group.lag().isEmpty()
                    ? List.of("")
                    : new ArrayList<>(group.lag().keySet())) {
                readers.add(
                        first ? group.group() : "",
                        first ? lower(group.kind()) : "",
                        first ? group.state() : "",
                        first ? Integer.toString(group.members()) : "",
                        lag,
                        lag(group.lag().get(lag)));
                first = false;
            }
        }
        readers.print(out);
    }

    private static ObjectNode asJson(List<TopicSheet.Line> topics, List<GroupSheet.Line> groups) {
        var root = JSON.createObjectNode();
        var all = root.putArray("topics");
        for (var topic : topics) {
            var node = all.addObject()
                    .put("topic", topic.name())
                    .put("owner", lower(topic.owner()))
                    .put("known", topic.owner() != Owner.UNKNOWN)
                    .put("records", topic.records())
                    .put("bytes", topic.bytes())
                    .put("oldest", text(topic.oldest()))
                    .put("lastWritten", text(topic.lastWritten()))
                    .put("cleanup", topic.cleanup());
            var retention = topic.retention();
            node.put("retentionSeconds", retention == null ? null : retention.toSeconds())
                    .put("partitions", topic.partitions())
                    .put("replicas", topic.replicas());
        }
        var readers = root.putArray("groups");
        for (var group : groups) {
            var node = readers.addObject()
                    .put("group", group.group())
                    .put("kind", lower(group.kind()))
                    .put("state", group.state())
                    .put("members", group.members());
            var lags = node.putObject("lag");
            group.lag().forEach((topic, lag) -> lags.put(topic, lag < 0 ? null : lag));
        }
        return root;
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }

    private static String time(@Nullable Instant time) {
        return time == null ? "–" : time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String lag(@Nullable Long records) {
        if (records == null) {
            return "";
        }
        return records < 0 ? "gone" : "%,d".formatted(records);
    }

    private static String kept(@Nullable Duration retention) {
        if (retention == null) {
            return "for ever";
        }
        return retention.toDays() > 0 ? retention.toDays() + " d" : retention.toMinutes() + " min";
    }

    private static String size(long bytes) {
        if (bytes < 1 << 10) {
            return bytes + " B";
        }
        double size = bytes;
        int unit = -1;
        while (size >= 1 << 10 && unit < 3) {
            size /= 1 << 10;
            unit++;
        }
        return "%.1f %s".formatted(size, List.of("KiB", "MiB", "GiB", "TiB").get(unit));
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
