package pulso.clickhouse;

import com.clickhouse.client.api.metadata.TableSchema;
import com.clickhouse.data.ClickHouseColumn;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import pulso.schemas.event.EventSpec;
import pulso.schemas.source.Layouts;
import pulso.schemas.source.Operation;
import pulso.schemas.source.RawHeaders;
import pulso.schemas.source.Row;
import pulso.schemas.source.RowChange;
import pulso.schemas.source.RowIdentity;
import pulso.schemas.source.RowReader;
import pulso.schemas.wire.AvroWire;

/**
 * A row change to the row as it stands after it. The columns are those of the table in ClickHouse: a name that is not the
 * sink's own is looked up in the row. Nothing of a row is lost: what has no column, or does not fit it, stands in
 * {@code other}.
 *
 * <p>Snapshot rows of every epoch go in: a row that two epochs read is one row by its key. A delete for age keeps its row
 * and says so in {@code op}.
 */
final class RawMapping implements RowMapping {
    private static final Set<String> OWN = Set.of(
            "source",
            "identity",
            "unkeyed",
            "at",
            "other",
            "op",
            "committed_at",
            "epoch",
            "topic_offset",
            "is_deleted");

    private final RawTable table;
    private final Privacy privacy;
    private final AvroWire wire;
    private final Map<String, Layouts> layouts;
    private final Map<String, RowReader> readers = new ConcurrentHashMap<>();
    private final List<ClickHouseColumn> columns;
    private final Map<String, Integer> places = new HashMap<>();
    /** A row of which nothing is known. */
    private final @Nullable Object[] nothing;
    /** Columns that are looked up in the row, by their places. */
    private final int[] ofRow;

    private final Set<String> columnsOfRow;
    /** Null where values are told otherwise than they are. */
    final @Nullable RawRows usual;

    private final Map<String, ZoneId> zones = new ConcurrentHashMap<>();

    /**
     * @param layouts where the tables of each source lie
     */
    RawMapping(RawTable table, TableSchema schema, AvroWire wire, Map<String, Layouts> layouts, Privacy privacy) {
        this.privacy = privacy;
        this.table = table;
        this.wire = wire;
        this.layouts = layouts;
        this.columns = schema.getColumns();
        var log = table.log();
        this.columnsOfRow = columns.stream()
                .map(ClickHouseColumn::getColumnName)
                .filter(name -> !OWN.contains(name) && (log == null || !LogColumns.isDecoded(name)))
                .collect(Collectors.toUnmodifiableSet());
        this.nothing = columns.stream().map(Cell::none).toArray();
        for (int i = 0; i < columns.size(); i++) {
            places.put(columns.get(i).getColumnName(), i);
        }
        this.ofRow = IntStream.range(0, columns.size())
                .filter(i -> columnsOfRow.contains(columns.get(i).getColumnName()))
                .toArray();
        this.usual = privacy.isIdle() ? new RawRows(table, new RawRow(table, schema, ofRow), wire, layouts) : null;
    }

    @Override
    public void map(ConsumerRecord<byte[], byte[]> record, RowSink rows) {
        if (record.value() == null || (usual != null && usual.map(record, rows))) {
            return;
        }
        var change = read(record);
        var before = change.before();
        var after = change.after();
        if (after != null) {
            if (before != null && !sameKey(before, after)) {
                rows.add(row(change, before, true));
            }
            rows.add(row(change, after, false));
        } else if (before != null) {
            rows.add(row(change, before, table.forgetsDeleted()));
        }
    }

    private RowChange read(ConsumerRecord<byte[], byte[]> record) {
        try {
            var headers = new RowReader.Headers(
                    header(record, RawHeaders.SOURCE),
                    header(record, RawHeaders.POSITION),
                    Long.parseLong(header(record, RawHeaders.EPOCH)),
                    header(record, RawHeaders.ZONE));
            return reader(headers.source()).read(record.value(), headers, record.offset());
        } catch (RuntimeException e) {
            throw UnusableRecordException.because("not a row change in a known schema", e);
        }
    }

    private RowReader reader(String source) {
        return readers.computeIfAbsent(
                source, name -> new RowReader(wire, layouts.getOrDefault(name, Layouts.documented())));
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        var header = record.headers().lastHeader(name);
        if (header == null) {
            throw new UnusableRecordException("header '" + name + "' is missing");
        }
        return new String(header.value(), StandardCharsets.UTF_8);
    }

    private boolean sameKey(Row before, Row after) {
        return table.key().isEmpty()
                ? before.equals(after)
                : table.key().stream().allMatch(column -> Objects.equals(before.get(column), after.get(column)));
    }

    private @Nullable Object[] row(RowChange change, Row row, boolean superseded) {
        var zone = zone(change.zone());
        var identity = RowIdentity.of(change.table(), row);
        var at = at(change, row, zone);
        var log = table.log();
        var decoded = log == null
                ? Map.<String, Object>of()
                : LogColumns.of(log, LogColumns.texts(row), at, identity, change.offset());
        var other = new LinkedHashMap<String, String>();
        row.values().forEach((name, value) -> {
            if (!columnsOfRow.contains(name)) {
                other.put(name, CellText.of(value));
            }
        });
        var values = nothing.clone();
        for (int place : ofRow) {
            var column = columns.get(place);
            values[place] = cell(column, column.getColumnName(), row, zone, other);
        }
        decoded.forEach((name, value) -> set(values, name, value));
        set(values, "source", change.source());
        if (places.containsKey("identity")) {
            set(values, "identity", number(identity));
        }
        if (places.containsKey("unkeyed")) {
            set(values, "unkeyed", hasId(row) ? BigInteger.ZERO : number(identity));
        }
        set(values, "at", at == null ? Instant.EPOCH : at);
        set(values, "other", other);
        set(values, "op", change.operation().letter());
        set(values, "committed_at", change.committedAt());
        set(values, "epoch", change.epoch());
        set(values, "topic_offset", change.offset());
        set(values, "is_deleted", superseded ? 1 : 0);
        return told(values, log == null ? null : log.find(String.valueOf(row.text("event"))));
    }

    private void set(@Nullable Object[] values, String column, Object value) {
        var place = places.get(column);
        if (place != null) {
            values[place] = value;
        }
    }

    private @Nullable Object[] told(@Nullable Object[] values, @Nullable EventSpec event) {
        if (!privacy.isIdle()) {
            for (int i = 0; i < values.length; i++) {
                values[i] = privacy.tell(columns.get(i).getColumnName(), values[i], event);
            }
        }
        return values;
    }

    private boolean hasId(Row row) {
        var id = table.id();
        return id != null && row.text(id) != null;
    }

    private static @Nullable Object cell(
            ClickHouseColumn column, String name, Row row, ZoneId zone, Map<String, String> other) {
        var value = row.get(name);
        if (value != null) {
            var fitting = Cell.fit(column, value, zone);
            if (fitting != null) {
                return fitting;
            }
            other.put(name, CellText.of(value));
        }
        return Cell.none(column);
    }

    /** When it happened; null where the row does not say. */
    private @Nullable Instant at(RowChange change, Row row, ZoneId zone) {
        var column = table.sourceTable().timeColumn();
        var value = column == null ? null : row.get(column);
        if (value instanceof Instant instant) {
            return instant;
        }
        var wall = value == null ? null : Cell.wallClock(value, zone);
        if (wall == null) {
            return null;
        }
        var known = change.operation() == Operation.READ ? Instant.MIN : change.committedAt();
        return WallClock.instant(wall, zone, known);
    }

    private static BigInteger number(RowIdentity identity) {
        return new BigInteger(identity.hex(), 16);
    }

    private ZoneId zone(String name) {
        try {
            return zones.computeIfAbsent(name, ZoneId::of);
        } catch (DateTimeException e) {
            throw new UnusableRecordException("no such time zone: '" + name + "'", e);
        }
    }
}
