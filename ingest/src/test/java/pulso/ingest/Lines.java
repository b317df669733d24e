package pulso.ingest;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;
import pulso.schemas.source.Row;

/** Rows of a raw topic in the form of {@link Site#tableRows}, sorted: a multiset. */
final class Lines {
    private static final DateTimeFormatter SQL = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    private Lines() {}

    static List<String> of(List<RawTopic.Received> received, List<String> columns) {
        return received.stream()
                .map(row -> line(Objects.requireNonNull(row.image()), columns))
                .sorted()
                .toList();
    }

    private static String line(Row row, List<String> columns) {
        var line = new StringBuilder();
        for (var column : columns) {
            var value = row.get(column);
            line.append(value instanceof LocalDateTime time ? SQL.format(time) : String.valueOf(value))
                    .append('|');
        }
        return line.toString();
    }
}
