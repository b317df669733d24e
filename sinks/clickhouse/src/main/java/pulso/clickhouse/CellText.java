package pulso.clickhouse;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;

/** A row's value as people and SQL write it. */
final class CellText {
    /** As MariaDB prints it, with a fraction only where there is one. */
    static final DateTimeFormatter DATE_TIME = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendLiteral(' ')
            .appendPattern("HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .toFormatter(java.util.Locale.ROOT);

    private CellText() {}

    static String of(Object value) {
        return switch (value) {
            case LocalDateTime time -> time.format(DATE_TIME);
            case BigDecimal number -> number.toPlainString();
            case ByteBuffer bytes ->
                StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
            default -> value.toString();
        };
    }
}
