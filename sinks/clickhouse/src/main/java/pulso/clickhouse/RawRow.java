package pulso.clickhouse;

import com.clickhouse.client.api.metadata.TableSchema;
import com.clickhouse.data.ClickHouseColumn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import pulso.schemas.event.EventDecoder;
import pulso.schemas.source.RowIdentity;

/**
 * One row after the other of a raw table, from an image in a record's bytes to RowBinary. It is read once, by {@link #of},
 * and written once.
 */
final class RawRow implements RowSink.EncodedRow {
    private static final long MICROS_PER_MILLI = 1_000;
    private static final byte SNAPSHOT = 'r';
    private static final long NO_TIME = Long.MIN_VALUE;

    private final RawTable table;
    private final List<ClickHouseColumn> columns;
    private final int[] columnsOfRow;
    private final Role[] roles;
    private final byte[][] nones;
    private final Map<String, Integer> places = new HashMap<>();
    private final RowHash hash = new RowHash();
    private final WallClocks clocks = new WallClocks();
    private final byte[] operation = new byte[1];

    /** What does not go into the row as it lies in the image, by place. */
    private final @Nullable Object[] made;

    private final Map<String, String> other = new LinkedHashMap<>();
    private @Nullable RawPlan plan;
    private @Nullable RowImage image;
    private byte[] source = {};
    private long epoch;
    private long committedMicros;
    private long atMicros;
    private long offset;
    private boolean isSuperseded;

    /** What fills a column. */
    private enum Role {
        SOURCE,
        IDENTITY,
        UNKEYED,
        AT,
        OTHER,
        OPERATION,
        COMMITTED_AT,
        EPOCH,
        TOPIC_OFFSET,
        IS_DELETED,
        MADE,
        OF_ROW
    }

    RawRow(RawTable table, TableSchema schema, int[] columnsOfRow) {
        this.table = table;
        this.columns = schema.getColumns();
        this.columnsOfRow = columnsOfRow;
        this.roles = new Role[columns.size()];
        this.nones = new byte[columns.size()][];
        this.made = new @Nullable Object[columns.size()];
        var encoder = new RowEncoder(schema);
        for (int place = 0; place < roles.length; place++) {
            var column = columns.get(place);
            places.put(column.getColumnName(), place);
            roles[place] = role(column.getColumnName());
            nones[place] = none(encoder.column(place), column);
        }
        for (int place : columnsOfRow) {
            roles[place] = Role.OF_ROW;
        }
    }

    private static Role role(String column) {
        return switch (column) {
            case "source" -> Role.SOURCE;
            case "identity" -> Role.IDENTITY;
            case "unkeyed" -> Role.UNKEYED;
            case "at" -> Role.AT;
            case "other" -> Role.OTHER;
            case "op" -> Role.OPERATION;
            case "committed_at" -> Role.COMMITTED_AT;
            case "epoch" -> Role.EPOCH;
            case ColumnNames.TOPIC_OFFSET -> Role.TOPIC_OFFSET;
            case ColumnNames.IS_DELETED -> Role.IS_DELETED;
            default -> Role.MADE;
        };
    }

    private static byte[] none(ColumnEncoder encoder, ClickHouseColumn column) {
        try {
            var bytes = new RowBytes();
            encoder.write(bytes, Cell.none(column));
            return Arrays.copyOf(bytes.array(), bytes.size());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param names of the image's columns, in its order */
    RawPlan plan(String tableName, List<String> names, RowImage row) {
        return new RawPlan(tableName, names, row, table, columns, columnsOfRow);
    }

    /** The row of an image, ready to be written: what cannot be taken from there as it is, is made here. */
    RawRow of(
            RawPlan newPlan,
            RowImage newImage,
            RawEnvelope envelope,
            RawRecordHeaders headers,
            long newOffset,
            boolean superseded) {
        plan = newPlan;
        image = newImage;
        source = headers.source();
        epoch = headers.epoch();
        offset = newOffset;
        isSuperseded = superseded;
        operation[0] = (byte) envelope.operation();
        committedMicros = Math.multiplyExact(envelope.committedMillis(), MICROS_PER_MILLI);
        atMicros = at(newPlan, newImage, headers.zone());
        hash.read(newPlan, newImage);
        make(newPlan, newImage, headers.zone());
        return this;
    }

    private void make(RawPlan from, RowImage row, ZoneId zone) {
        Arrays.fill(made, null);
        other.clear();
        for (int column : from.others) {
            if (row.has(column)) {
                keepElsewhere(from, row, column);
            }
        }
        for (int place : columnsOfRow) {
            int column = from.ofPlace[place];
            if (column == RawPlan.NOWHERE || !row.has(column)) {
                continue;
            }
            var way = from.ways[place];
            if (way == RawPlan.Way.CONVERTED) {
                var value = Objects.requireNonNull(row.value(column), "it has one");
                made[place] = Cell.fit(columns.get(place), value, zone);
            }
            if ((way == RawPlan.Way.CONVERTED && made[place] == null)
                    || (way == RawPlan.Way.MICROS && !Cell.isInRange(row.number(column)))) {
                keepElsewhere(from, row, column);
            }
        }
        var log = table.log();
        if (log != null) {
            var at = atMicros == NO_TIME ? null : WallClocks.instant(atMicros);
            LogColumns.of(log, texts(from, row), at, new RowIdentity(hash.high(), hash.low()), offset)
                    .forEach((name, value) -> {
                        var place = places.get(name);
                        if (place != null) {
                            made[place] = value;
                        }
                    });
        }
    }

    private void keepElsewhere(RawPlan from, RowImage row, int column) {
        other.put(from.names.get(column), CellText.of(Objects.requireNonNull(row.value(column), "it has one")));
    }

    private static EventDecoder.Columns texts(RawPlan from, RowImage row) {
        var data = new @Nullable String[from.data.length];
        for (int i = 0; i < data.length; i++) {
            data[i] = row.text(from.data[i]);
        }
        var event = row.text(from.event);
        return new EventDecoder.Columns(
                row.text(from.call), row.text(from.queue), row.text(from.agent), event == null ? "" : event, 0, data);
    }

    /** When it happened; {@link #NO_TIME} where the row does not say. */
    private long at(RawPlan from, RowImage row, ZoneId zone) {
        if (from.time == RawPlan.NOWHERE || !row.has(from.time)) {
            return NO_TIME;
        }
        var known = operation[0] == SNAPSHOT ? Instant.MIN : WallClocks.instant(committedMicros);
        if (row.kind(from.time) == RowImage.Kind.WALL_MICROS) {
            return clocks.instantMicros(row.number(from.time), zone, known);
        }
        var value = row.value(from.time);
        var wall = value == null ? null : Cell.wallClock(value, zone);
        return wall == null ? NO_TIME : WallClocks.micros(WallClock.instant(wall, zone, known));
    }

    @Override
    public void writeTo(RowBytes out, RowEncoder encoder) throws IOException {
        var from = Objects.requireNonNull(plan, "a row is read before it is written");
        var row = Objects.requireNonNull(image, "a row is read before it is written");
        for (int place = 0; place < roles.length; place++) {
            var column = encoder.column(place);
            switch (roles[place]) {
                case SOURCE -> column.text(out, source, 0, source.length);
                case IDENTITY -> ColumnEncoder.hash(out, hash.high(), hash.low());
                case UNKEYED -> {
                    boolean hasId = from.id != RawPlan.NOWHERE && row.has(from.id);
                    ColumnEncoder.hash(out, hasId ? 0 : hash.high(), hasId ? 0 : hash.low());
                }
                case AT -> column.micros(out, atMicros == NO_TIME ? 0 : atMicros);
                case OTHER -> column.write(out, other);
                case OPERATION -> column.text(out, operation, 0, operation.length);
                case COMMITTED_AT -> column.micros(out, committedMicros);
                case EPOCH -> column.number(out, epoch);
                case TOPIC_OFFSET -> column.number(out, offset);
                case IS_DELETED -> column.write(out, isSuperseded ? 1 : 0);
                case MADE -> made(out, column, place);
                case OF_ROW -> ofRow(out, column, place, from, row);
            }
        }
    }

    private void made(RowBytes out, ColumnEncoder column, int place) throws IOException {
        var value = made[place];
        if (value == null) {
            out.write(nones[place], 0, nones[place].length);
        } else {
            column.write(out, value);
        }
    }

    private void ofRow(RowBytes out, ColumnEncoder encoder, int place, RawPlan from, RowImage row) throws IOException {
        int column = from.ofPlace[place];
        if (column == RawPlan.NOWHERE || !row.has(column)) {
            out.write(nones[place], 0, nones[place].length);
            return;
        }
        switch (from.ways[place]) {
            case TEXT -> encoder.text(out, row.bytes(), row.start(column), row.length(column));
            case NUMBER -> encoder.number(out, row.number(column));
            case MICROS -> {
                if (Cell.isInRange(row.number(column))) {
                    encoder.micros(out, row.number(column));
                } else {
                    out.write(nones[place], 0, nones[place].length);
                }
            }
            case CONVERTED -> made(out, encoder, place);
        }
    }
}
