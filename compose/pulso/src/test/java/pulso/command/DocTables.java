package pulso.command;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import pulso.schemas.event.EventSpec;
import pulso.schemas.event.Field;
import pulso.schemas.event.LogTable;
import pulso.schemas.kpi.AgentKpi;
import pulso.schemas.kpi.Kpi;
import pulso.schemas.source.SourceTable;
import pulso.schemas.source.TableLayout;
import pulso.schemas.topic.Topic;
import pulso.schemas.topic.Topics;
import pulso.schemas.webhook.WebhookType;

/** The tables of the documentation, made from the code that they describe. */
final class DocTables {
    private DocTables() {}

    static String settings() {
        var lines = new ArrayList<String>();
        lines.add("| key in pulso.yaml | environment | default | meaning |");
        lines.add("|---|---|---|---|");
        for (var key : ConfigKey.values()) {
            var fallback = key.fallback() == null || key.fallback().isEmpty() ? "–" : '`' + key.fallback() + '`';
            lines.add("| `%s` | `%s` | %s | %s |".formatted(key.key(), key.variable(), fallback, key.meaning()));
        }
        return text(lines);
    }

    /** Where each table is looked for, and the columns that a configuration can give other names. */
    static String tables() {
        var lines = new ArrayList<String>();
        lines.add("| table | database | needed columns | other columns |");
        lines.add("|---|---|---|---|");
        for (var table : SourceTable.values()) {
            lines.add("| `%s` | %s | %s | %s |"
                    .formatted(
                            table.tableName(),
                            table.defaultDatabase(),
                            String.join(", ", table.requiredColumns()),
                            String.join(", ", table.optionalColumns())));
        }
        return text(lines);
    }

    /** Every event that is told, and the fields of its body. */
    static String webhooks() {
        var lines = new ArrayList<String>();
        lines.add("| event | when | fields after `event` and `date` |");
        lines.add("|---|---|---|");
        for (var type : WebhookType.values()) {
            var fields = type.fields().stream()
                    .map(field -> "`" + field.name() + "`"
                            + switch (field.kind()) {
                                case TEXT -> "";
                                case NUMBER -> " (number)";
                                case TRUTH -> " (true or false)";
                            }
                            + ": " + field.meaning())
                    .collect(Collectors.joining("<br>"));
            lines.add("| `%s` | %s | %s |".formatted(type.eventName(), type.sentence(), fields));
        }
        return text(lines);
    }

    static String agentKpis() {
        var lines = new ArrayList<String>();
        lines.add("| id | unit | better | formula | in words |");
        lines.add("|---|---|---|---|---|");
        for (var kpi : AgentKpi.values()) {
            lines.add("| `%s` | %s | %s | %s | %s |"
                    .formatted(
                            kpi.id(),
                            unit(kpi.unit()),
                            lower(kpi.better()),
                            kpi.formula(),
                            kpi.sentence().en()));
        }
        return text(lines);
    }

    static String kpis() {
        var lines = new ArrayList<String>();
        lines.add("| id | unit | belongs to | better | formula | in words |");
        lines.add("|---|---|---|---|---|---|");
        for (var kpi : Kpi.values()) {
            lines.add("| `%s` | %s | %s | %s | %s | %s |"
                    .formatted(
                            kpi.id(),
                            unit(kpi.unit()),
                            lower(kpi.base()),
                            lower(kpi.better()),
                            kpi.formula(),
                            kpi.sentence().en()));
        }
        return text(lines);
    }

    static String topics() {
        var lines = new ArrayList<String>();
        lines.add("| topic | key | value | cleanup | kept | partitions | written by |");
        lines.add("|---|---|---|---|---|---|---|");
        var own = Stream.of(
                Topics.raw("<source>", "<database>", "<TABLE>", Duration.ofDays(30)),
                Topics.raw("<source>", TableLayout.of(SourceTable.DIALER_BASE), Duration.ofDays(30)),
                Topics.raw("<source>", TableLayout.of(SourceTable.WEBHOOKS), Duration.ofDays(30)),
                Topics.heartbeat("<source>"),
                Topics.offsets("<source>"),
                Topics.schemaHistory("<source>"),
                Topics.SOURCE,
                Topics.SETTINGS,
                Topics.GENERATIONS,
                Topics.WEBHOOKS,
                Topics.WEBHOOK_ENDPOINTS,
                Topics.WEBHOOK_CURSORS,
                Topics.WEBHOOKS_DEAD,
                Topics.REJECTED,
                Topics.SCHEMAS);
        Stream.concat(own, Topics.derived("<generation>").all().stream()).forEach(topic -> lines.add(row(topic)));
        return text(lines);
    }

    private static String row(Topic<?> topic) {
        var codec = topic.codec();
        var retention = topic.retention();
        return "| `%s` | %s | %s | %s | %s | %d | %s |"
                .formatted(
                        topic.name(),
                        topic.keyParts(),
                        codec == null ? "–" : '`' + codec.name() + '`',
                        lower(topic.cleanup()).replace('_', '+'),
                        retention == null ? "for ever" : retention.toDays() + " d",
                        topic.partitions(),
                        lower(topic.writer()));
    }

    static String events(LogTable table) {
        var lines = new ArrayList<String>();
        lines.add("## " + table.tableName());
        lines.add("");
        lines.add("| event | what it does | data1 | data2 | data3 | data4 | data5 | source |");
        lines.add("|---|---|---|---|---|---|---|---|");
        for (var spec : table.events()) {
            lines.add("| `%s` | %s | %s | %s |"
                    .formatted(spec.name(), lower(spec.kind()).replace('_', ' '), data(spec), spec.cite()));
        }
        return text(lines);
    }

    private static String unit(Kpi.Unit unit) {
        return lower(unit).replace('_', ' ');
    }

    private static String data(EventSpec spec) {
        return IntStream.rangeClosed(1, 5)
                .mapToObj(column -> field(spec.data(column)))
                .collect(Collectors.joining(" | "));
    }

    private static String field(@Nullable Field field) {
        if (field == null) {
            return "–";
        }
        var name = lower(field).replace('_', ' ');
        return switch (field.unit()) {
            case SECONDS -> name + " (s)";
            case MILLISECONDS -> name.replace(" millis", "") + " (ms)";
            case COUNT, TEXT -> name;
        };
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static String text(List<String> lines) {
        return String.join("\n", lines);
    }
}
