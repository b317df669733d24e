package pulso.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The HTTP interface as programs without a driver use it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClickHouseHttpTest {
    private final HttpClient http = HttpClient.newHttpClient();
    private EmbeddedClickHouse clickHouse;

    @BeforeAll
    void start(@TempDir Path folder) {
        clickHouse = EmbeddedClickHouse.start(folder, 0);
    }

    @AfterAll
    void stop() {
        clickHouse.close();
        http.close();
    }

    @Test
    void shouldAnswerPing() throws Exception {
        assertThat(http.send(
                                HttpRequest.newBuilder(URI.create(clickHouse.url() + "/ping"))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString())
                        .body())
                .isEqualTo("Ok.\n");
    }

    @Test
    void shouldGiveEachPartOfAResultOneHeader() throws Exception {
        var reply =
                post(Map.of("max_block_size", "2"), "SELECT number AS n FROM numbers(5) FORMAT TabSeparatedWithNames");

        assertThat(reply.body()).isEqualTo("n\n0\n1\n2\n3\n4\n");
        assertThat(reply.headers().firstValue("X-ClickHouse-Format")).contains("TabSeparatedWithNames");
        assertThat(reply.headers().firstValue("X-ClickHouse-Timezone")).isPresent();
    }

    @Test
    void shouldMakeOneDocumentOfAFormatThatCannotBeCut() throws Exception {
        var reply = post(
                Map.of("max_block_size", "2", "default_format", "JSONCompact"), "SELECT number AS n FROM numbers(5)");

        assertThat(reply.body().replaceAll("\\s", "")).contains("\"data\":[[0],[1],[2],[3],[4]],\"rows\":5");
    }

    @Test
    void shouldTakeParametersAsValuesOnly() throws Exception {
        var reply = post(Map.of("param_word", "a' OR 1 --\\n", "param_n", "7"), "SELECT {word:String}, {n:UInt8} + 1");

        assertThat(reply.body()).isEqualTo("a\\' OR 1 --\\n\t8\n");
    }

    @Test
    void shouldTakeAStatementInTheUrlAndItsDataInTheBody() throws Exception {
        post(Map.of(), "CREATE TABLE url (a UInt8, s String) ENGINE = MergeTree ORDER BY a");

        var inserted = post(Map.of("query", "INSERT INTO url FORMAT JSONEachRow"), "{\"a\":1,\"s\":\"\\n\\nx\"}\n");
        post(Map.of("query", "INSERT INTO url"), "VALUES (2, 'y\n\nz');");
        post(Map.of("query", "INSERT INTO url VALUES"), "(3, 'v')");
        post(Map.of("param_s", "p"), "INSERT INTO url VALUES (4, {s:String})");

        assertThat(inserted.headers().firstValue("X-ClickHouse-Summary").orElseThrow())
                .contains("\"written_rows\":\"1\"");
        assertThat(post(Map.of(), "SELECT a, s FROM url ORDER BY a").body())
                .isEqualTo("1\t\\n\\nx\n2\ty\\n\\nz\n3\tv\n4\tp\n");
    }

    @Test
    void shouldKeepTemporaryTablesInASession() throws Exception {
        var session = Map.of("session_id", "s1");
        post(session, "CREATE TEMPORARY TABLE mine (n UInt8)");
        post(session, "INSERT INTO mine VALUES (1), (2)");

        assertThat(post(session, "SELECT sum(n) FROM mine").body()).isEqualTo("3\n");
        assertThat(post(Map.of(), "SELECT sum(n) FROM mine").headers().firstValue("X-ClickHouse-Exception-Code"))
                .contains("60");
    }

    @Test
    void shouldNameSettingsThatItDoesNotKnowOrTake() throws Exception {
        var unknown = post(Map.of("max_thread", "1"), "SELECT 1");
        var wrong = post(Map.of("max_threads", "many"), "SELECT 1");

        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.body()).startsWith("Code: 115. DB::Exception: Unknown setting 'max_thread'");
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body()).startsWith("Code: ").contains("many");
    }

    @Test
    void shouldUseTheDatabaseThatIsNamed() throws Exception {
        post(Map.of(), "CREATE DATABASE IF NOT EXISTS `named ``one`");

        assertThat(post(Map.of("database", "named `one"), "SELECT currentDatabase()")
                        .body())
                .isEqualTo("named `one\n");
        assertThat(post(Map.of("database", "nowhere"), "SELECT 1").statusCode()).isEqualTo(404);
    }

    @Test
    void shouldInsertNothingOfAnUploadThatBreaksOff() throws Exception {
        post(Map.of(), "CREATE TABLE broken (n UInt64) ENGINE = MergeTree ORDER BY n");
        var rows = "1\n2\n3\n";
        breakOff("Content-Length: 1000\r\n\r\n" + rows);
        breakOff("Transfer-Encoding: chunked\r\n\r\n6\r\n" + rows + "\r\n");
        Thread.sleep(500);

        assertThat(post(Map.of(), "SELECT count() FROM broken").body()).isEqualTo("0\n");
        post(Map.of("query", "INSERT INTO broken FORMAT TSV"), rows);
        assertThat(post(Map.of(), "SELECT count() FROM broken").body()).isEqualTo("3\n");
    }

    @Test
    void shouldTellAnErrorOfALargeInsertBeforeItCloses() throws Exception {
        var reply = post(Map.of("query", "INSERT INTO missing FORMAT TSV"), "1\n".repeat(5_000_000));

        assertThat(reply.statusCode()).isEqualTo(404);
        assertThat(reply.body()).startsWith("Code: 60. DB::Exception:");
    }

    @Test
    void shouldRefuseWebPages() throws Exception {
        var request = HttpRequest.newBuilder(URI.create(clickHouse.url() + "/?query=SELECT%201"))
                .header("Origin", "http://example.com")
                .build();

        assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(403);
    }

    private void breakOff(String rest) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), clickHouse.port())) {
            var request = "POST /?query=INSERT%20INTO%20broken%20FORMAT%20TSV HTTP/1.1\r\nHost: localhost\r\n" + rest;
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
        }
    }

    private HttpResponse<String> post(Map<String, String> parameters, String body)
            throws IOException, InterruptedException {
        var query = parameters.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        var request = HttpRequest.newBuilder(URI.create(clickHouse.url() + "/?" + query))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
