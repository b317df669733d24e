package pulso.wallboard;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/**
 * A workbook of one sheet for Excel. Times are dates of Excel's on the contact centre's clock; a text is a text whatever it
 * begins with.
 */
final class XlsxSheet implements Sheet {
    private static final String DATE_AND_TIME = "yyyy-mm-dd hh:mm:ss";
    private static final int FLUSH_ROWS = 1_000;
    private static final int LONGEST_TEXT = 32_767;
    private static final int WIDTH = 14;
    private static final int TIME_WIDTH = 20;

    private final Workbook book;
    private final Worksheet sheet;
    private List<Head> heads = List.of();
    private int rows;

    XlsxSheet(OutputStream out, String name) {
        book = new Workbook(out, "Pulso", "1.0");
        sheet = book.newWorksheet(name);
    }

    @Override
    public void heads(List<Head> newHeads) {
        heads = List.copyOf(newHeads);
        for (int i = 0; i < heads.size(); i++) {
            var head = heads.get(i);
            sheet.value(0, i, head.words());
            sheet.style(0, i).bold().set();
            sheet.width(i, head.kind() == Column.Kind.TIME ? TIME_WIDTH : WIDTH);
        }
        sheet.freezePane(0, 1);
        rows = 1;
    }

    @Override
    public void row(List<@Nullable Object> cells) throws IOException {
        for (int i = 0; i < cells.size(); i++) {
            put(i, heads.get(i).kind(), cells.get(i));
        }
        rows++;
        if (rows % FLUSH_ROWS == 0) {
            sheet.flush();
        }
    }

    private void put(int column, Column.Kind kind, @Nullable Object cell) {
        switch (cell) {
            case null -> {}
            case ZonedDateTime time -> time(column, time.toLocalDateTime());
            case Double number when number.isNaN() || number.isInfinite() -> {}
            case Number number -> {
                sheet.value(rows, column, number);
                if (kind == Column.Kind.RATIO) {
                    sheet.style(rows, column).format("0.0%").set();
                }
            }
            case Boolean truth -> sheet.value(rows, column, truth);
            case String text when kind == Column.Kind.TIME -> timeOrText(column, text);
            case String text -> text(column, text);
            case Object other -> text(column, new String(Json.bytes(other), StandardCharsets.UTF_8));
        }
    }

    /** ClickHouse writes times as text. */
    private void timeOrText(int column, String text) {
        try {
            time(
                    column,
                    text.length() > 10
                            ? LocalDateTime.parse(text.replace(' ', 'T'))
                            : LocalDate.parse(text).atStartOfDay());
        } catch (DateTimeParseException _) {
            text(column, text);
        }
    }

    private void time(int column, LocalDateTime time) {
        sheet.value(rows, column, time);
        sheet.style(rows, column).format(DATE_AND_TIME).set();
    }

    private void text(int column, String text) {
        sheet.value(rows, column, text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text);
    }

    @Override
    public void close() throws IOException {
        book.finish();
    }
}
