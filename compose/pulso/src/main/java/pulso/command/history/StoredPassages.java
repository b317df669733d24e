package pulso.command.history;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import pulso.schemas.passage.Channel;
import pulso.schemas.passage.Passage;
import pulso.wallboard.PassageArchive;

/** Passages and rows of the log, as ClickHouse has them of the current generation. */
final class StoredPassages implements PassageArchive {
    private static final String ORDER = "enter, source, channel, interaction, queue, ordinal";
    private static final int FIRST_ROWS = 1_000;
    private static final int MOST_ROWS = 64_000;

    /** Columns of log rows that say what the row itself says elsewhere, or how it came here. */
    private static final Set<String> INNER = Set.of("source", "identity", "callid", "queuename");

    private final Supplier<ClickHouseReader> reader;
    private final PassageRows rows = new PassageRows();

    StoredPassages(Supplier<ClickHouseReader> reader) {
        this.reader = reader;
    }

    @Override
    public void passages(Wanted wanted, Predicate<Passage> taker) {
        var after = wanted.after();
        for (int limit = FIRST_ROWS; ; limit = Math.min(MOST_ROWS, limit * 4)) {
            var read = new ArrayList<Passage>();
            reader.get().read(sql(wanted, after, limit), Map.of(), row -> read.add(rows.read(row)));
            for (var passage : read) {
                if (!taker.test(passage)) {
                    return;
                }
            }
            if (read.size() < limit) {
                return;
            }
            after = place(read.getLast());
        }
    }

    @Override
    public List<Passage> interaction(String source, Channel channel, String interaction) {
        var found = new ArrayList<Passage>();
        reader.get()
                .read(
                        "SELECT %s FROM pulso.passages WHERE source = %s AND channel = %s AND interaction = %s ORDER BY %s FORMAT JSONCompactEachRow"
                                .formatted(
                                        rows.columns(),
                                        ClickHouseReader.quoted(source),
                                        ClickHouseReader.quoted(channel.wireName()),
                                        ClickHouseReader.quoted(interaction),
                                        ORDER),
                        Map.of(),
                        row -> found.add(rows.read(row)));
        return found;
    }

    @Override
    public List<Rows> rows(String source, Channel channel, String interaction, Set<String> guids) {
        var found = new ArrayList<Rows>();
        var is = "interaction = " + ClickHouseReader.quoted(interaction);
        if (channel == Channel.TELEPHONY) {
            var byGuid = ClickHouseReader.among("guid", guids).replaceFirst("^ AND", " OR");
            add(found, source, "queue_log", is + byGuid, "datetime, origid, topic_offset");
            add(found, source, "cdr", "uniqueid = " + ClickHouseReader.quoted(interaction), "calldate");
            if (!guids.isEmpty()) {
                add(found, source, "tags", ClickHouseReader.among("guid", guids).replaceFirst("^ AND", ""), "id");
            }
        } else {
            add(found, source, channel.wireName() + "_log", is, "datetime, origid, topic_offset");
        }
        return found;
    }

    private void add(List<Rows> found, String source, String table, String condition, String order) {
        var kept = new ArrayList<Map<String, @Nullable Object>>();
        reader.get()
                .read(
                        "SELECT * FROM pulso.%s WHERE source = %s AND (%s) ORDER BY %s FORMAT JSONEachRow"
                                .formatted(table, ClickHouseReader.quoted(source), condition, order),
                        Map.of(),
                        row -> kept.add(held(row)));
        if (!kept.isEmpty()) {
            found.add(new Rows(table, kept));
        }
    }

    /** The columns that hold something. */
    private static Map<String, @Nullable Object> held(JsonNode row) {
        var held = new LinkedHashMap<String, @Nullable Object>();
        row.properties().forEach(column -> {
            var value = column.getValue();
            if (!value.isNull() && !value.asText().isEmpty() && !INNER.contains(column.getKey())) {
                held.put(column.getKey(), value(column.getKey(), value));
            }
        });
        return held;
    }

    private static Object value(String column, JsonNode value) {
        return switch (column) {
            case "at" -> value.asText().replace(' ', 'T') + 'Z';
            case "datetime" -> value.asText().replace(' ', 'T');
            default -> value;
        };
    }

    private String sql(Wanted wanted, @Nullable Place after, int limit) {
        var by = switch (wanted.by()) {
            case ENTER -> "enter";
            case TALK_END -> "talk_end";
            case WRAP_UP_END -> "wrap_up_end";
        };
        var agent = wanted.agent();
        return "SELECT %s FROM pulso.passages WHERE %s >= %s AND %s < %s%s%s%s%s%s%s ORDER BY %s LIMIT %d FORMAT JSONCompactEachRow"
                .formatted(
                        rows.columns(),
                        by,
                        instant(wanted.from()),
                        by,
                        instant(wanted.to()),
                        ClickHouseReader.among("source", wanted.sources()),
                        ClickHouseReader.among("queue", wanted.queues()),
                        ClickHouseReader.among(
                                "channel",
                                wanted.channels().stream()
                                        .map(Channel::wireName)
                                        .toList()),
                        ClickHouseReader.among(
                                "outcome",
                                wanted.outcomes().stream()
                                        .map(PassageRows::lower)
                                        .toList()),
                        agent == null ? "" : " AND agent = " + ClickHouseReader.quoted(agent),
                        after == null ? "" : behind(after),
                        ORDER,
                        limit);
    }

    private static String behind(Place place) {
        return " AND (%s) > (%s, %s, %s, %s, %s, %d)"
                .formatted(
                        ORDER,
                        instant(place.enter()),
                        ClickHouseReader.quoted(place.source()),
                        ClickHouseReader.quoted(place.channel()),
                        ClickHouseReader.quoted(place.interaction()),
                        ClickHouseReader.quoted(place.queue()),
                        place.ordinal());
    }

    private static Place place(Passage passage) {
        return new Place(
                passage.enter(),
                passage.source(),
                passage.channel().wireName(),
                passage.interaction(),
                passage.queue(),
                passage.ordinal());
    }

    private static String instant(Instant at) {
        return "fromUnixTimestamp64Milli(" + at.toEpochMilli() + ", 'UTC')";
    }
}
