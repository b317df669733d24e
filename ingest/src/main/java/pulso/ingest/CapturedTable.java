package pulso.ingest;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import pulso.schemas.topic.Topic;
import pulso.schemas.topic.Topics;

/** A table as it is configured, in any letter case: {@code ccrepo.QUEUE_LOG_REPO}. */
public record CapturedTable(String database, String name) {
    public CapturedTable {
        if (database.isBlank() || name.isBlank()) {
            throw new IllegalArgumentException("a table is given as database.TABLE");
        }
    }

    public static CapturedTable parse(String qualified) {
        int dot = qualified.indexOf('.');
        if (dot < 0) {
            throw new IllegalArgumentException(
                    "'" + qualified + "' names no database: write it as ccrepo." + qualified);
        }
        return new CapturedTable(
                qualified.substring(0, dot).strip(),
                qualified.substring(dot + 1).strip());
    }

    /** The name of its raw topic: the table in upper case, whatever the server calls it. */
    public String topic(String source) {
        return Topics.rawName(source, database.toLowerCase(Locale.ROOT), name.toUpperCase(Locale.ROOT));
    }

    Topic<?> rawTopic(IngestConfig config) {
        var topic = Topics.raw(
                config.source(),
                database.toLowerCase(Locale.ROOT),
                name.toUpperCase(Locale.ROOT),
                IngestConfig.DEFAULT_RAW_RETENTION);
        return new Topic<>(
                topic.name(),
                null,
                topic.partitions(),
                topic.cleanup(),
                config.rawRetention(),
                topic.writer(),
                topic.keyParts());
    }

    /** The column whose text keys the raw topic's records; null where the table's primary key does. */
    @Nullable
    String keyColumn() {
        var upper = name.toUpperCase(Locale.ROOT);
        if (upper.endsWith("_LOG_REPO")) {
            return "callid";
        }
        return switch (upper) {
            case "CDR_REPO" -> "uniqueid";
            case "TAGS_REPO", "TAGS" -> "guid";
            case "WEBHOOKS", "DIALER_BASE", "SMS_REPO", "AUDITORY", "SIPCHAT", "BLACK_LIST_HISTORY" -> "id";
            case String _ -> null;
        };
    }

    /** Columns that hold a row's own time, the likeliest first. */
    static List<String> timeColumns() {
        return List.of("datetime", "calldate", "date", "time", "created");
    }

    @Override
    public String toString() {
        return database + '.' + name;
    }
}
