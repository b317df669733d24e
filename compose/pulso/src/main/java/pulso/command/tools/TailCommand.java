package pulso.command.tools;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import pulso.command.ConfigException;
import pulso.command.KafkaOptions;

/** {@code tail}: the records of a topic as lines of JSON. */
@Command(
        name = "tail",
        description = "Prints a topic's records as lines of JSON: topic, partition, offset, time, key, headers, value.",
        footer = {
            "",
            "TOPIC may be the end of a name: passages, queue-minutes, queue_log_repo. TIME is like 2026-11-20 or "
                    + "2026-11-20T08:00, with an offset or on this machine's clock, -90s, -30m, -2h, -7d before now, or "
                    + "BEGINNING; a record's time is its commit at the source (raw topics) or its writing (derived "
                    + "ones). The order is that of each partition. A record that cannot be read is printed with why, "
                    + "and its bytes in base64.",
        },
        mixinStandardHelpOptions = true)
public final class TailCommand implements Callable<Integer> {
    private static final int LAST = 10;
    /** Transactions leave a marker behind each batch, so fewer records than offsets are found. */
    private static final long FIRST_LOOK = 4L * LAST;

    private static final long GROWTH = 8;
    /** A look at whether the reader is still there writes everything out, so it is not done for each line. */
    private static final int LINES_PER_LOOK = 256;

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    @Parameters(paramLabel = "TOPIC", description = "The topic, or the end of its name.")
    private String topic = "";

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "First record (default: the last 10, or with --follow those" + " to come).")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "End, not in it (default: what is there now).")
    private @Nullable String to;

    @Option(names = "--key", paramLabel = "TEXT", description = "Only records whose key contains this text.")
    private @Nullable String key;

    @Option(names = "--source", paramLabel = "NAME", description = "Only records of this contact centre.")
    private @Nullable String source;

    @Option(names = "--limit", paramLabel = "N", description = "At most so many records.")
    private @Nullable Integer limit;

    @Option(
            names = {"-f", "--follow"},
            description = "Go on with what comes, until Ctrl-C.")
    private boolean isFollowing;

    @Option(names = "--raw", description = "Values as stored: times are the numbers that they are.")
    private boolean isRaw;

    private final PrintStream out;
    private long printed;
    private long unreadable;

    /** Prints UTF-8 to standard output, whatever the locale. */
    public TailCommand() {
        this(new PrintStream(System.out, false, StandardCharsets.UTF_8));
    }

    TailCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() {
        requireSense();
        var moments = KafkaOptions.moments();
        var begin = moments.read("--from", from);
        var end = moments.read("--to", to);
        try (var cluster = Cluster.open(kafka.place());
                var consumer = cluster.reader()) {
            var name = TopicName.complete(topic, cluster.topicNames(), cluster.currentGeneration());
            var lines = new RecordLine(cluster.registry(), isRaw);
            var reading = TopicReading.of(consumer, name, begin, end);
            print(reading, lines);
            out.flush();
            if (unreadable > 0) {
                System.err.printf("pulso: %,d of these records cannot be read; their lines say why%n", unreadable);
            }
            return 0;
        }
    }

    private void requireSense() {
        if (limit != null && limit < 1) {
            throw new ConfigException("--limit must be at least 1, is " + limit);
        }
        if (isFollowing && to != null) {
            throw new ConfigException("--follow has no end: leave out --to, or --follow");
        }
    }

    private void print(TopicReading reading, RecordLine lines) {
        boolean wantsMore;
        if (from != null) {
            wantsMore = reading.read(record -> print(record, lines), out::flush);
        } else if (isFollowing) {
            reading.skip();
            wantsMore = true;
        } else {
            printLast(reading, lines);
            wantsMore = false;
        }
        if (wantsMore && isFollowing) {
            reading.follow(record -> print(record, lines), () -> !out.checkError());
        }
    }

    /** Looks back further and further, until enough records are found. */
    private void printLast(TopicReading reading, RecordLine lines) {
        int wanted = limit == null ? LAST : limit;
        for (long look = Math.max(FIRST_LOOK, wanted * 2L); ; look *= GROWTH) {
            var stretch = reading.last(look);
            var found = last(stretch, wanted);
            if (found.size() >= wanted || stretch.length() == reading.length()) {
                found.forEach(record -> print(record, lines));
                return;
            }
        }
    }

    private List<ConsumerRecord<byte[], byte[]>> last(TopicReading stretch, int wanted) {
        var found = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        for (int partition : stretch.partitions()) {
            Deque<ConsumerRecord<byte[], byte[]>> newest = new ArrayDeque<>();
            stretch.partition(partition)
                    .read(
                            record -> {
                                if (isWanted(record)) {
                                    newest.addLast(record);
                                    if (newest.size() > wanted) {
                                        newest.removeFirst();
                                    }
                                }
                                return true;
                            },
                            () -> {});
            found.addAll(newest);
        }
        found.sort(Comparator.comparingLong(ConsumerRecord::timestamp));
        return found.size() <= wanted ? found : found.subList(found.size() - wanted, found.size());
    }

    /** Prints a record that is wanted; says whether more are. A reader that has gone away wants no more. */
    private boolean print(ConsumerRecord<byte[], byte[]> record, RecordLine lines) {
        if (!isWanted(record)) {
            return true;
        }
        ObjectNode line = lines.of(record);
        if (line.has("unreadable")) {
            unreadable++;
        }
        out.println(RecordLine.print(line));
        printed++;
        return (limit == null || printed < limit) && (printed % LINES_PER_LOOK != 0 || !out.checkError());
    }

    private boolean isWanted(ConsumerRecord<byte[], byte[]> record) {
        return (key == null || RecordOrigin.key(record).contains(key))
                && (source == null || source.equals(RecordOrigin.source(record)));
    }
}
