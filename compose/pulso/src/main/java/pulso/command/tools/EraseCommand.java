package pulso.command.tools;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import pulso.clickhouse.ClickHouseEraser;
import pulso.clickhouse.Generations.TableRows;
import pulso.command.ConfigException;
import pulso.command.Installation;
import pulso.schemas.source.SourceTable;
import pulso.schemas.topic.Topics;

/** {@code erase}: takes one caller out of ClickHouse, and says what topics still hold and until when. */
@Command(
        name = "erase",
        description = "Takes one caller out of ClickHouse and says what topics still hold of anybody, and until when.",
        footer = {
            "",
            "Rows stay and no figure changes: numbers, names, addresses and texts of the caller's rows and interactions"
                    + " become empty. A topic cannot be changed: it forgets with time. Until then a rebuild of ClickHouse or"
                    + " a replay brings the caller back; run erase again after one.",
        },
        mixinStandardHelpOptions = true)
public final class EraseCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** What the folds remember of interactions, callers and what was told of them. */
    private static final Pattern STATE = Pattern.compile(".+-(passages\\.(calls|callers)|webhooks\\.files)-changelog");

    private static final String PASSAGES = ".passages";

    private static final Set<String> COMMON =
            Set.of(Topics.WEBHOOKS.name(), Topics.WEBHOOKS_DEAD.name(), Topics.REJECTED.name());

    @Mixin
    private final Installation installation = new Installation();

    @Option(
            names = "--caller",
            required = true,
            paramLabel = "NUMBER",
            description = "Number or address of the caller, in any way of writing it.")
    private String caller = "";

    @Option(names = "--json", description = "Print JSON instead of tables.")
    private boolean json;

    private final PrintStream out;

    /** What of the past stands in a topic, and until when; null: there is no such time. */
    private record Kept(
            String topic, KnownTopics.Owner owner, @Nullable Instant until) {
        private String text(ZoneId zone) {
            if (until != null) {
                return until.atZone(zone).toLocalDateTime().toString().replace('T', ' ');
            }
            return owner == KnownTopics.Owner.STREAMS ? "the interaction is forgotten" : "for ever";
        }
    }

    /** Prints UTF-8 to standard output, whatever the locale. */
    public EraseCommand() {
        this(new PrintStream(System.out, false, StandardCharsets.UTF_8));
    }

    public EraseCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() {
        if (caller.isBlank()) {
            throw new ConfigException("--caller is empty");
        }
        var config = installation.config();
        try (var cluster = Cluster.open(installation.kafka());
                var eraser = ClickHouseEraser.open(
                        installation.clickHouse(),
                        config.clickHouseUser(),
                        config.clickHousePassword(),
                        config.storage())) {
            var kept = kept(cluster, Instant.now());
            var erased = eraser.erase(caller);
            if (json) {
                out.println(asJson(erased, kept).toPrettyString());
            } else {
                print(erased, kept, config.sources().getFirst().zone());
            }
            out.flush();
            return 0;
        } catch (IllegalArgumentException e) {
            throw new ConfigException(String.valueOf(e.getMessage()));
        }
    }

    private static List<Kept> kept(Cluster cluster, Instant now) {
        var names = cluster.topicNames();
        var known = KnownTopics.among(names);
        var personal = names.stream()
                .filter(name -> isPersonal(name, known.owner(name)))
                .toList();
        var kept = new ArrayList<Kept>();
        for (var line : TopicSheet.of(cluster, known, personal)) {
            if (line.records() > 0) {
                kept.add(new Kept(line.name(), line.owner(), until(line.retention(), now)));
            }
        }
        return kept;
    }

    private static boolean isPersonal(String name, KnownTopics.Owner owner) {
        return switch (owner) {
            case RAW -> {
                var table = SourceTable.named(name.substring(name.lastIndexOf('.') + 1));
                yield !isOfCapture(name) && (table == null || ClickHouseEraser.isPersonal(table));
            }
            case DERIVED -> name.endsWith(PASSAGES);
            case COMMON -> COMMON.contains(name);
            case STREAMS -> STATE.matcher(name).matches();
            case KAFKA, UNKNOWN -> false;
        };
    }

    /** What capture writes beside the rows. */
    private static boolean isOfCapture(String name) {
        var source = name.substring(0, name.indexOf('.'));
        return Stream.of(Topics.heartbeat(source), Topics.offsets(source), Topics.schemaHistory(source))
                .anyMatch(topic -> topic.name().equals(name));
    }

    private static @Nullable Instant until(@Nullable Duration retention, Instant now) {
        return retention == null ? null : now.plus(retention).truncatedTo(ChronoUnit.MINUTES);
    }

    private void print(List<TableRows> erased, List<Kept> kept, ZoneId zone) {
        if (erased.isEmpty()) {
            out.println("ClickHouse holds nothing of this caller.");
        } else {
            var table = new TextTable("table", "rows emptied");
            erased.forEach(one -> table.add(one.table(), Long.toString(one.rows())));
            table.print(out);
        }
        out.println();
        out.println(
                "Topics that hold rows of callers. What was written before now is deleted after the time given, with its");
        out.println("segment, which Kafka closes after segment.ms (7 days by default):");
        var table = new TextTable("topic", "until");
        kept.forEach(one -> table.add(one.topic(), one.text(zone)));
        table.print(out);
    }

    private static ObjectNode asJson(List<TableRows> erased, List<Kept> kept) {
        var root = JSON.createObjectNode();
        var tables = root.putArray("erased");
        erased.forEach(one -> tables.addObject().put("table", one.table()).put("rows", one.rows()));
        var topics = root.putArray("topics");
        kept.forEach(one -> topics.addObject()
                .put("topic", one.topic())
                .put("until", one.until() == null ? null : one.until().toString()));
        return root;
    }
}
