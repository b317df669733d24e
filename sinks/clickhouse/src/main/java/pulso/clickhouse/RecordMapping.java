package pulso.clickhouse;

import com.clickhouse.client.api.metadata.TableSchema;
import com.clickhouse.data.ClickHouseColumn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import pulso.schemas.topic.Topic;
import pulso.schemas.wire.AvroWire;
import pulso.schemas.wire.JsonKey;
import pulso.schemas.wire.RecordCodec;

/**
 * A record of a derived topic to a row: every component is the column of its name. A tombstone becomes a deleted row that
 * holds the key and nothing else.
 */
final class RecordMapping<T extends Record> implements RowMapping {
    private final RecordCodec<T> codec;
    private final AvroWire wire;
    private final SourceZones zones;
    private final Privacy privacy;
    private final String[] names;
    private final @Nullable Object[] nones;
    private final List<RecordColumn> keyColumns;
    private final List<Reading> readings;

    /** What a column is filled with. */
    private sealed interface Reading {
        record Component(RecordColumn column) implements Reading {}

        record Local(RecordColumn instant) implements Reading {}

        record Version() implements Reading {}

        record Deleted() implements Reading {}
    }

    /** @throws IllegalStateException when the table lacks a component or has a column that nothing fills */
    RecordMapping(
            Topic<T> topic, Class<T> type, TableSchema schema, AvroWire wire, SourceZones zones, Privacy privacy) {
        this.privacy = privacy;
        this.codec = topic.requireCodec();
        this.wire = wire;
        this.zones = zones;
        var columns = schema.getColumns();
        this.names = columns.stream().map(ClickHouseColumn::getColumnName).toArray(String[]::new);
        this.nones = columns.stream().map(Cell::none).toArray();
        var byName = new HashMap<String, RecordColumn>();
        for (var column : RecordColumn.of(type)) {
            byName.put(column.name(), column);
        }
        this.keyColumns = new ArrayList<>();
        for (var part : topic.keyParts().split(", ")) {
            keyColumns.add(require(byName, ColumnNames.ofKeyPart(part), type));
        }
        this.readings = columns.stream()
                .map(column -> reading(column.getColumnName(), byName, type))
                .toList();
        byName.values()
                .removeIf(column -> columns.stream()
                        .anyMatch(present -> present.getColumnName().equals(column.name())));
        if (!byName.isEmpty()) {
            throw new IllegalStateException(schema.getTableName() + " has no column for " + byName.keySet());
        }
    }

    private static Reading reading(String name, Map<String, RecordColumn> byName, Class<?> type) {
        if (name.equals(ColumnNames.VERSION)) {
            return new Reading.Version();
        }
        if (name.equals(ColumnNames.IS_DELETED)) {
            return new Reading.Deleted();
        }
        if (name.startsWith(ColumnNames.LOCAL)) {
            var instant = name.substring(ColumnNames.LOCAL.length());
            return new Reading.Local(require(byName, ColumnNames.of(instant), type));
        }
        return new Reading.Component(require(byName, name, type));
    }

    private static RecordColumn require(Map<String, RecordColumn> byName, String name, Class<?> type) {
        var column = byName.get(name);
        if (column == null) {
            throw new IllegalStateException(type.getSimpleName() + " has no component for column " + name);
        }
        return column;
    }

    @Override
    public void map(ConsumerRecord<byte[], byte[]> record, RowSink rows) {
        if (record.value() == null) {
            var parts = keyParts(record);
            rows.add(cells(column -> parts.get(column.name()), record.offset(), true));
        } else {
            var value = decode(record);
            rows.add(cells(column -> column.read(value), record.offset(), false));
        }
    }

    private @Nullable Object[] cells(Function<RecordColumn, @Nullable Object> content, long offset, boolean deleted) {
        var cells = new @Nullable Object[names.length];
        for (int i = 0; i < cells.length; i++) {
            var cell = switch (readings.get(i)) {
                case Reading.Component(var column) -> content.apply(column);
                case Reading.Local(var column) -> local(content, column);
                case Reading.Version() -> offset;
                case Reading.Deleted() -> deleted ? 1 : 0;
            };
            cells[i] = cell == null ? nones[i] : privacy.tell(names[i], cell);
        }
        return cells;
    }

    private @Nullable Object local(Function<RecordColumn, @Nullable Object> content, RecordColumn column) {
        return content.apply(column) instanceof Instant instant
                ? WallClock.local(instant, zones.require(String.valueOf(content.apply(keyColumns.getFirst()))))
                : null;
    }

    private T decode(ConsumerRecord<byte[], byte[]> record) {
        try {
            return wire.decode(codec, record.value());
        } catch (RuntimeException e) {
            throw UnusableRecordException.because("not a " + codec.schema().getName(), e);
        }
    }

    private Map<String, @Nullable Object> keyParts(ConsumerRecord<byte[], byte[]> record) {
        var key = key(record);
        var parts = new HashMap<String, @Nullable Object>();
        for (int i = 0; i < keyColumns.size(); i++) {
            var column = keyColumns.get(i);
            parts.put(column.name(), column.fromKey(key.parts().get(i)));
        }
        return parts;
    }

    private JsonKey key(ConsumerRecord<byte[], byte[]> record) {
        try {
            var key = JsonKey.parse(record.key());
            if (key.parts().size() != keyColumns.size()) {
                throw new UnusableRecordException(
                        "a key of " + key.parts().size() + " parts, not " + keyColumns.size());
            }
            return key;
        } catch (IllegalArgumentException | NullPointerException e) {
            throw new UnusableRecordException("no key that could be read", e);
        }
    }
}
