package pulso.wallboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Lists as files. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ExportTest extends RunningWallboard {
    private static final List<Sheet.Head> HEADS = List.of(
            new Sheet.Head("a", Column.Kind.TEXT),
            new Sheet.Head("b", Column.Kind.NUMBER),
            new Sheet.Head("c", Column.Kind.TIME));

    @Test
    void shouldWriteCsvThatNoSpreadsheetTakesForFormulas() throws IOException {
        var out = new ByteArrayOutputStream();
        try (var sheet = new CsvSheet(out, false)) {
            sheet.heads(HEADS);
            for (var text : List.of("=1+1", "+598", "-2", "@x", "\tx", "plain", "a,b", "say \"hi\"", "two\nlines")) {
                sheet.row(Arrays.asList(text, -2.5, null));
            }
            sheet.row(Arrays.asList(null, 1e-7, ZonedDateTime.parse("2026-11-20T10:00:00-03:00")));
        }

        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo(String.join(
                        "\r\n",
                        "a,b,c",
                        "'=1+1,-2.5,",
                        "'+598,-2.5,",
                        "'-2,-2.5,",
                        "'@x,-2.5,",
                        "'\tx,-2.5,",
                        "plain,-2.5,",
                        "\"a,b\",-2.5,",
                        "\"say \"\"hi\"\"\",-2.5,",
                        "\"two\nlines\",-2.5,",
                        ",0.0000001,2026-11-20T10:00:00-03:00",
                        ""));
    }

    @Test
    void shouldWriteNumbersAndDatesAsSuchIntoWorkbooks() throws IOException {
        var out = new ByteArrayOutputStream();
        try (var sheet = new XlsxSheet(out, "x")) {
            sheet.heads(HEADS);
            sheet.row(List.of("=1+1", 42, ZonedDateTime.parse("2026-11-20T12:00:00-03:00")));
            sheet.row(List.of("z", 4.5, "2026-11-20 18:00:00.000"));
        }

        var parts = unzipped(out.toByteArray());
        assertThat(parts.get("xl/worksheets/sheet1.xml"))
                .contains("<v>42</v>", "<v>4.5</v>", "<v>46346.5</v>", "<v>46346.75</v>")
                .doesNotContain("<f>");
        assertThat(parts.get("xl/sharedStrings.xml")).contains("=1+1");
        assertThat(parts.get("xl/styles.xml")).contains("yyyy-mm-dd hh:mm:ss");
    }

    @Test
    void shouldExportWhatTheBoardShows() throws Exception {
        var minute = Instant.now().truncatedTo(ChronoUnit.MINUTES);
        var archive = new MemoryPassages();
        for (int i = 0; i < 2_500; i++) {
            archive.passages.add(Samples.ended(
                    Samples.SALES, "c" + i, minute.plusMillis(i), minute.plusSeconds(3), minute.plusSeconds(9), "ana"));
        }
        try (var writer = writer();
                var wallboard = Wallboard.start(
                        config(writer),
                        writer.registry,
                        List.of(),
                        new Archives(null, archive, new MemoryTables(), null))) {
            writer.write(
                    Samples.queueMinute(
                            Samples.SALES, minute, new Samples.Minute(List.of(4, 30), List.of(), 0, 100, 0)),
                    Samples.available("ana", minute, minute, Samples.SALES));
            awaitReady(wallboard);
            await(() -> !json(get(wallboard, "/api/v1/agents?window=15m"))
                    .path("agents")
                    .isEmpty());

            var board = get(wallboard, "/api/v1/board?window=15m&format=csv");
            assertThat(board.headers().firstValue("Content-Disposition").orElse(""))
                    .matches("attachment; filename=\"pulso-board-\\d{8}-\\d{6}\\.csv\"");
            assertThat(board.headers().firstValue("Content-Type")).contains("text/csv;charset=utf-8;header=present");
            assertThat(figure(board, "queue")).isEqualTo(Samples.SALES);
            assertThat(figure(board, "answered")).isEqualTo("2");
            assertThat(figure(board, "serviceLevel")).isEqualTo("0.5");
            assertThat(get(wallboard, "/api/v1/board?window=15m&format=csv&lang=es")
                            .body())
                    .startsWith("\uFEFFFuente,Cola,");
            assertThat(get(wallboard, "/api/v1/board?window=15m&format=csv&lang=pt&bom=false")
                            .body())
                    .startsWith("Fonte,Fila,");
            assertThat(get(wallboard, "/api/v1/board?of=totals&window=15m&format=csv")
                            .body())
                    .startsWith("of,name,")
                    .contains("\r\ndirection,inbound,");
            assertThat(figure(get(wallboard, "/api/v1/agents?window=15m&format=csv"), "state"))
                    .isEqualTo("available");
            assertThat(get(wallboard, "/api/v1/series?kpi=answered&grain=1m&format=csv")
                            .body())
                    .startsWith("source,queue,channel,direction,group,from,to,answered\r\n")
                    .contains(",2\r\n");
            assertThat(get(wallboard, "/api/v1/passages?format=csv").body().lines())
                    .hasSize(2_501);
            assertThat(get(wallboard, "/api/v1/passages?format=csv&limit=7")
                            .body()
                            .lines())
                    .hasSize(8);
            assertThat(get(wallboard, "/api/v1/views/calls?format=csv").body())
                    .isEqualTo(
                            "queue,at,n\r\nVentas<-,2026-11-20 10:00:00.000,1\r\nSoporte<-,2026-11-20 10:00:01.000,2\r\n");
            assertThat(json(get(wallboard, "/api/v1/views/calls?limit=1"))
                            .path("truncated")
                            .asBoolean())
                    .isTrue();
            requireBooks(wallboard);
            requireRefusals(wallboard);
        }
    }

    private static void requireBooks(Wallboard wallboard) throws Exception {
        for (var path : List.of("/api/v1/agents?", "/api/v1/passages?", "/api/v1/views/calls?")) {
            var book = CLIENT.send(
                    request(wallboard, path + "format=xlsx").build(), HttpResponse.BodyHandlers.ofByteArray());
            assertThat(unzipped(book.body())).as(path).containsKey("xl/worksheets/sheet1.xml");
        }
    }

    private static void requireRefusals(Wallboard wallboard) throws Exception {
        for (var wrong : List.of(
                "/api/v1/board?format=pdf",
                "/api/v1/board?format=csv&lang=de",
                "/api/v1/board?format=csv&of=all",
                "/api/v1/board?format=csv&bom=1",
                "/api/v1/dialer?format=csv",
                "/api/v1/passages?format=csv&kpi=ringRefused")) {
            var answer = get(wallboard, wrong);
            assertThat(answer.statusCode()).as(wrong).isEqualTo(400);
            assertThat(answer.headers().firstValue("Content-Disposition")).isEmpty();
        }
        assertThat(get(wallboard, "/api/v1/views/users").statusCode()).isEqualTo(404);
    }

    /** A cell of the first row, by its head. */
    private static String figure(HttpResponse<String> csv, String head) {
        var lines = csv.body().lines().toList();
        int place = List.of(lines.get(0).split(",", -1)).indexOf(head);
        return lines.get(1).split(",", -1)[place];
    }

    private static Map<String, String> unzipped(byte[] book) throws IOException {
        var parts = new HashMap<String, String>();
        var file = Files.write(folder.resolve("book.xlsx"), book);
        try (var zip = new ZipFile(file.toFile())) {
            for (var entry : Collections.list(zip.entries())) {
                try (var in = zip.getInputStream(entry)) {
                    parts.put(entry.getName(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        }
        return parts;
    }
}
