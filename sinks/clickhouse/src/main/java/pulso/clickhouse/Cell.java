package pulso.clickhouse;

import com.clickhouse.data.ClickHouseColumn;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values as the columns of ClickHouse take them. */
final class Cell {
    /** Beyond these years a DateTime64(6) wraps around. */
    private static final int FIRST_YEAR = 1900;

    private static final int LAST_YEAR = 2299;

    private static final long FIRST_MICROS = WallClocks.micros(beginOf(FIRST_YEAR));
    private static final long END_MICROS = WallClocks.micros(beginOf(LAST_YEAR));

    private Cell() {}

    private static Instant beginOf(int year) {
        return LocalDate.of(year, 1, 1).atStartOfDay().toInstant(ZoneOffset.UTC);
    }

    /** Whether a wall clock, in microseconds as if it were UTC, fits a DateTime64. */
    static boolean isInRange(long micros) {
        return micros >= FIRST_MICROS && micros < END_MICROS;
    }

    /** The value in the column's type; null where it does not fit. */
    static @Nullable Object fit(ClickHouseColumn column, Object value, ZoneId zone) {
        try {
            return switch (column.getDataType()) {
                case String -> CellText.of(value);
                case Int64 -> new BigDecimal(number(value)).longValueExact();
                case Float64 -> Double.valueOf(number(value));
                case Decimal -> decimal(column, new BigDecimal(number(value)));
                case DateTime64 -> inRange(wallClock(value, zone));
                default ->
                    throw new IllegalStateException(
                            "column " + column.getColumnName() + ": raw tables have no " + column.getDataType());
            };
        } catch (NumberFormatException | ArithmeticException _) {
            return null;
        }
    }

    /** What a column holds where there is nothing. */
    static @Nullable Object none(ClickHouseColumn column) {
        if (column.isNullable()) {
            return null;
        }
        return switch (column.getDataType()) {
            case String -> "";
            case DateTime64 -> WallClock.epoch();
            case Array -> List.of();
            case Map -> Map.of();
            case Bool -> false;
            default -> 0;
        };
    }

    static @Nullable LocalDateTime wallClock(Object value, ZoneId zone) {
        return switch (value) {
            case LocalDateTime time -> time;
            case Instant instant -> WallClock.local(instant, zone);
            case LocalDate date -> date.atStartOfDay();
            case String text -> parse(text);
            default -> null;
        };
    }

    private static @Nullable LocalDateTime parse(String text) {
        try {
            return LocalDateTime.parse(text.strip(), CellText.DATE_TIME);
        } catch (DateTimeException _) {
            return null;
        }
    }

    private static @Nullable LocalDateTime inRange(@Nullable LocalDateTime time) {
        return time == null || time.getYear() < FIRST_YEAR || time.getYear() >= LAST_YEAR ? null : time;
    }

    private static String number(Object value) {
        return switch (value) {
            case Boolean truth -> truth ? "1" : "0";
            default -> value.toString().strip();
        };
    }

    private static BigDecimal decimal(ClickHouseColumn column, BigDecimal value) {
        var scaled = value.setScale(column.getScale());
        if (scaled.precision() > column.getPrecision()) {
            throw new ArithmeticException("more digits than the column has");
        }
        return scaled;
    }
}
