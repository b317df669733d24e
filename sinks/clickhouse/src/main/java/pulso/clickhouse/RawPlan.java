package pulso.clickhouse;

import com.clickhouse.data.ClickHouseColumn;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Where everything stands that a row of one table in one schema is made of: columns of the source by their number in the
 * image, columns of ClickHouse by their place. Made once, since looking up names for every row costs more than the row.
 */
final class RawPlan {
    static final int NOWHERE = -1;
    private static final byte BETWEEN = 0;

    /** How a column of the image becomes a cell. */
    enum Way {
        TEXT,
        NUMBER,
        MICROS,
        /** By {@link Cell#fit}. */
        CONVERTED
    }

    /** What the hash of a row begins with. */
    final byte[] tableName;
    /** All columns of the image in the order of their names. */
    final int[] byName;
    /** What stands before the value of each in the hash of a row. */
    final byte[][] labels;
    /** For each place the column that is looked up there, or {@link #NOWHERE}. */
    final int[] ofPlace;
    /** For each place that a column has, how it gets there. */
    final Way[] ways;
    /** Columns that have no place, in the order of their names. */
    final int[] others;
    /** Columns whose change makes another row of it; empty: every column. */
    final int[] key;

    final int time;
    final int id;
    final int event;
    final int call;
    final int queue;
    final int agent;
    final int[] data;
    final List<String> names;

    /**
     * @param tableName as {@link pulso.schemas.source.RowChange#table()} has it
     * @param names of the image's columns, in its order
     * @param image of this schema, whatever stands in it
     * @param columnsOfRow places that are looked up in the row
     * @throws UnsupportedOperationException where two columns have one name
     */
    RawPlan(
            String tableName,
            List<String> names,
            RowImage image,
            RawTable table,
            List<ClickHouseColumn> columns,
            int[] columnsOfRow) {
        this.names = names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
        if (new HashSet<>(this.names).size() < names.size()) {
            throw new UnsupportedOperationException("two columns of one name");
        }
        this.tableName = tableName.getBytes(StandardCharsets.UTF_8);
        this.byName = IntStream.range(0, names.size())
                .boxed()
                .sorted(Comparator.comparing(this.names::get))
                .mapToInt(Integer::intValue)
                .toArray();
        this.labels = this.names.stream().map(RawPlan::label).toArray(byte[][]::new);
        this.ofPlace = IntStream.range(0, columns.size()).map(_ -> NOWHERE).toArray();
        this.ways = new Way[columns.size()];
        Arrays.fill(ways, Way.CONVERTED);
        var placed = new HashSet<Integer>();
        for (int place : columnsOfRow) {
            ofPlace[place] = find(columns.get(place).getColumnName());
            placed.add(ofPlace[place]);
            if (ofPlace[place] != NOWHERE) {
                ways[place] = way(image.kind(ofPlace[place]), new ColumnEncoder(columns.get(place)));
            }
        }
        this.others =
                IntStream.of(byName).filter(column -> !placed.contains(column)).toArray();
        this.key = table.key().stream().mapToInt(this::find).toArray();
        this.time = find(table.sourceTable().timeColumn());
        this.id = find(table.id());
        this.event = find("event");
        this.call = find("callid");
        this.queue = find("queuename");
        this.agent = find("agent");
        this.data = PersonalColumns.DATA.stream().mapToInt(this::find).toArray();
    }

    private static Way way(RowImage.Kind kind, ColumnEncoder column) {
        return switch (kind) {
            case TEXT -> column.isText() ? Way.TEXT : Way.CONVERTED;
            case LONG -> column.isInt64() ? Way.NUMBER : Way.CONVERTED;
            case WALL_MICROS -> column.isTime() ? Way.MICROS : Way.CONVERTED;
            case DOUBLE, TRUTH -> Way.CONVERTED;
        };
    }

    private int find(@Nullable String name) {
        return name == null ? NOWHERE : names.indexOf(name);
    }

    private static byte[] label(String name) {
        var bytes = name.getBytes(StandardCharsets.UTF_8);
        var label = new byte[bytes.length + 2];
        label[0] = BETWEEN;
        System.arraycopy(bytes, 0, label, 1, bytes.length);
        label[label.length - 1] = BETWEEN;
        return label;
    }
}
