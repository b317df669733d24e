package pulso.wallboard;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import pulso.schemas.kpi.Sentence;

/**
 * How a list is wanted as a file.
 *
 * @param language of the heads; null: the names that JSON has
 * @param bom begins a CSV with a byte order mark
 */
record Export(Format format, @Nullable Language language, boolean bom) {
    /** More rows than these fit no sheet of Excel's. */
    static final int MAX_ROWS = 1_000_000;

    /** The kind of file. */
    enum Format {
        CSV("text/csv;charset=utf-8;header=present"),
        XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

        private final String type;

        Format(String type) {
            this.type = type;
        }

        String type() {
            return type;
        }

        String ending() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A language of the board's users. */
    enum Language {
        EN,
        ES,
        PT;

        String of(Sentence words) {
            var sentence = switch (this) {
                case EN -> words.en();
                case ES -> words.es();
                case PT -> words.pt();
            };
            return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
        }
    }

    /** Takes what is said about a file out of the parameters; null where JSON is wanted. */
    static @Nullable Export take(RequestParameters given) {
        var format = given.text("format", "json");
        var language = given.text("lang");
        var bom = given.text("bom");
        for (var name : List.of("format", "lang", "bom")) {
            given.fields().remove(name);
        }
        if (format.equals("json")) {
            return null;
        }
        if (bom != null && !bom.equals("true") && !bom.equals("false")) {
            throw RequestRefused.badParameter("bom", "it is true or false", "true for Excel, false for programs");
        }
        return new Export(
                BoardQuery.known("format", format, Format.values(), Format::ending),
                language == null
                        ? null
                        : BoardQuery.known(
                                "lang",
                                language,
                                Language.values(),
                                each -> each.name().toLowerCase(Locale.ROOT)),
                bom == null ? language != null : bom.equals("true"));
    }

    Sheet open(OutputStream out, String name) throws IOException {
        return switch (format) {
            case CSV -> new CsvSheet(out, bom);
            case XLSX -> new XlsxSheet(out, name);
        };
    }

    <T> List<Sheet.Head> heads(List<Column<T>> columns) {
        return columns.stream()
                .map(column ->
                        new Sheet.Head(language == null ? column.id() : language.of(column.words()), column.kind()))
                .toList();
    }
}
