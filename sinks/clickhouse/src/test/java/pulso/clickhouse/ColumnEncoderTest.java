package pulso.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.clickhouse.client.api.data_formats.RowBinaryFormatSerializer;
import com.clickhouse.client.api.data_formats.internal.SerializerUtils;
import com.clickhouse.data.ClickHouseColumn;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is written here against what the driver writes, for every column that there is. */
final class ColumnEncoderTest {
    private static final List<Object> VALUES = List.of(
            "",
            "José \ud83d\ude00",
            "x".repeat(300),
            0L,
            -1L,
            Long.MAX_VALUE,
            Long.MIN_VALUE,
            0,
            -1,
            255,
            256,
            Integer.MAX_VALUE,
            Integer.MIN_VALUE,
            true,
            false,
            1.25,
            Double.NaN,
            BigInteger.ONE.shiftLeft(127),
            Instant.EPOCH,
            Instant.parse("2026-05-01T12:00:00.123456789Z"),
            Instant.parse("1969-12-31T23:59:59.999999Z"),
            LocalDateTime.of(1900, 1, 1, 0, 0),
            LocalDateTime.of(2026, 5, 1, 9, 0, 0, 123_456_000),
            List.of(),
            List.of(1, 2, 3),
            List.of("a", "b"),
            Arrays.asList("a", null),
            List.of(true, false),
            Arrays.asList(Instant.EPOCH, null),
            Map.of("a", "b"));

    @Test
    void shouldWriteWhatTheDriverWrites() {
        int written = 0;
        for (var table : Ddl.tables()) {
            for (var column : table.getColumns()) {
                for (var value : VALUES) {
                    var expected = byDriver(column, value);
                    assertThat(here(column, value))
                            .as(
                                    "%s.%s %s: %s",
                                    table.getTableName(), column.getColumnName(), column.getDataType(), value)
                            .isEqualTo(expected);
                    written += expected.startsWith("refused") ? 0 : 1;
                }
                assertThat(here(column, null)).as(column.getColumnName()).isEqualTo(byDriver(column, null));
            }
        }
        assertThat(written).as("values that fit").isGreaterThan(1_000);
    }

    private static String here(ClickHouseColumn column, @Nullable Object value) {
        try {
            var out = new RowBytes();
            new ColumnEncoder(column).write(out, value);
            return HexFormat.of().formatHex(out.array(), 0, out.size());
        } catch (IOException | RuntimeException _) {
            return "refused";
        }
    }

    private static String byDriver(ClickHouseColumn column, @Nullable Object value) {
        try {
            var out = new ByteArrayOutputStream();
            if (RowBinaryFormatSerializer.writeValuePreamble(out, false, column, value)) {
                SerializerUtils.serializeData(out, value, column);
            }
            return HexFormat.of().formatHex(out.toByteArray());
        } catch (IOException | RuntimeException _) {
            return "refused";
        }
    }
}
