package pulso.wallboard;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Comma-separated values by RFC 4180, in UTF-8. */
final class CsvSheet implements Sheet {
    /** A spreadsheet takes a text that begins like this for a formula, which may send what it reads elsewhere. */
    private static final String BEGIN_FORMULAS = "=+-@\t\r";

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final Writer writer;

    /**
     * @param bom begins with a byte order mark, by which Excel knows UTF-8
     */
    CsvSheet(OutputStream out, boolean bom) throws IOException {
        writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        if (bom) {
            writer.write(BYTE_ORDER_MARK);
        }
    }

    @Override
    public void heads(List<Head> heads) throws IOException {
        var words = new ArrayList<@Nullable Object>();
        heads.forEach(head -> words.add(head.words()));
        row(words);
    }

    @Override
    public void row(List<@Nullable Object> cells) throws IOException {
        boolean isFirst = true;
        for (var cell : cells) {
            if (!isFirst) {
                writer.write(',');
            }
            isFirst = false;
            writer.write(field(cell));
        }
        writer.write("\r\n");
    }

    private static String field(@Nullable Object cell) {
        return switch (Column.plain(cell)) {
            case null -> "";
            case Double number -> plain(number);
            case Number number -> number.toString();
            case Boolean truth -> truth.toString();
            case String text -> quoted(harmless(text));
            case Object other -> quoted(new String(Json.bytes(other), StandardCharsets.UTF_8));
        };
    }

    /** Without an exponent, which not every reader knows. */
    private static String plain(Double number) {
        return number.isNaN() || number.isInfinite()
                ? ""
                : BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }

    private static String harmless(String text) {
        return !text.isEmpty() && BEGIN_FORMULAS.indexOf(text.charAt(0)) >= 0 ? '\'' + text : text;
    }

    private static String quoted(String text) {
        return text.chars().anyMatch(c -> c == '"' || c == ',' || c == '\r' || c == '\n')
                ? '"' + text.replace("\"", "\"\"") + '"'
                : text;
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
