package pulso.wallboard;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;
import org.jspecify.annotations.Nullable;

/** Lists as files: what the board shows, what stands behind it, and ClickHouse's views. */
final class ExportApi {
    /** As long as nothing beyond this is written, a failure is still answered as one. */
    private static final int BUFFER_BYTES = 1 << 16;

    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

    private final Export export;
    private final Response response;

    ExportApi(Export export, Response response) {
        this.export = export;
        this.response = response;
    }

    /** Writes the sheet, row by row as the source gives them. */
    interface Source {
        void into(Sheet sheet) throws IOException;
    }

    void board(BoardReader reader, Instant asOf, String of) {
        var reading = reader.queues(asOf);
        if (of.equals("queues")) {
            list(
                    "board",
                    reader.zone(asOf),
                    asOf,
                    ExportColumns.ofQueues(),
                    List.copyOf(reading.queues().values()));
            return;
        }
        var sums = new ArrayList<ExportColumns.Sum>();
        sums.add(new ExportColumns.Sum("direction", "inbound", reading.totals().inbound()));
        sums.add(new ExportColumns.Sum("direction", "outbound", reading.totals().outbound()));
        reading.groups().forEach((group, total) -> sums.add(new ExportColumns.Sum("group", group, total)));
        list("totals", reader.zone(asOf), asOf, ExportColumns.ofSums(), sums);
    }

    void agents(BoardReader reader, Instant asOf) {
        list("agents", reader.zone(asOf), asOf, ExportColumns.ofAgents(), Answers.agentList(reader, asOf));
    }

    void series(SeriesReader reader, SeriesQuery query, ZoneId zone, Instant asOf) {
        var rows = new ArrayList<ExportColumns.Stretch>();
        for (var queue : reader.series(query, asOf)) {
            queue.points().forEach(point -> rows.add(new ExportColumns.Stretch(queue, point)));
        }
        list("series", zone, asOf, ExportColumns.ofSeries(query.kpis()), rows);
    }

    void passages(PassageReader reader, PassageQuery query, ZoneId zone, Instant asOf) {
        var columns = reader.columns();
        write("passages", zone, asOf, sheet -> {
            sheet.heads(export.heads(columns));
            var count = new int[1];
            reader.read(query, asOf, passage -> {
                if (count[0] == query.limit()) {
                    return endsAt(query.limit());
                }
                count[0]++;
                put(sheet, cells(columns, passage));
                return true;
            });
        });
    }

    /** What stops at the greatest limit is not all there is: the download breaks off rather than looks whole. */
    static boolean endsAt(int limit) {
        if (limit >= Export.MAX_ROWS) {
            throw new RequestRefused(
                    400, "too-many-rows", "more than " + Export.MAX_ROWS + " rows", "take a shorter window");
        }
        return false;
    }

    private <T> void list(String name, ZoneId zone, Instant asOf, List<Column<T>> columns, List<T> rows) {
        write(name, zone, asOf, sheet -> {
            sheet.heads(export.heads(columns));
            for (var row : rows) {
                sheet.row(cells(columns, row));
            }
        });
    }

    private static <T> List<@Nullable Object> cells(List<Column<T>> columns, T row) {
        var cells = new ArrayList<@Nullable Object>(columns.size());
        columns.forEach(column -> cells.add(column.cell().apply(row)));
        return cells;
    }

    static void put(Sheet sheet, List<@Nullable Object> cells) {
        try {
            sheet.row(cells);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void write(String name, ZoneId zone, Instant asOf, Source source) {
        var headers = response.getHeaders();
        headers.put(HttpHeader.CONTENT_TYPE, export.format().type());
        headers.put(
                "Content-Disposition",
                "attachment; filename=\"pulso-%s-%s.%s\""
                        .formatted(
                                name,
                                NAME.format(asOf.atZone(zone)),
                                export.format().ending()));
        try {
            OutputStream out = new BufferedOutputStream(Content.Sink.asOutputStream(response), BUFFER_BYTES);
            var sheet = export.open(out, name);
            source.into(sheet);
            sheet.close();
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
