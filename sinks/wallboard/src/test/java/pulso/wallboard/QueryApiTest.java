package pulso.wallboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import pulso.schemas.privacy.Masking;
import pulso.schemas.privacy.PersonalData;

/** Questions in SQL over HTTP: who may ask, and what. And what is told of callers. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class QueryApiTest extends RunningWallboard {
    @Test
    void shouldAnswerOneSelectToWhoHoldsAToken() throws Exception {
        var tables = new MemoryTables();
        try (var writer = writer();
                var wallboard = Wallboard.start(
                        config(writer).withQueryToken("for-widgets"),
                        writer.registry,
                        List.of(),
                        new Archives(null, null, tables, null))) {
            var admin = Files.readString(config(writer).dataFolder().resolve(AdminToken.FILE))
                    .strip();

            var answer = ask(wallboard, admin, "{\"sql\": \"SELECT 1 AS n;\"}");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body())
                    .isEqualTo(
                            "{\"columns\":[{\"name\":\"n\",\"type\":\"UInt8\"}],\"rows\":[[1]],\"truncated\":false}");
            assertThat(ask(wallboard, "for-widgets", "{\"sql\": \"SELECT 2\"}").statusCode())
                    .isEqualTo(200);
            assertThat(tables.asked).containsExactly("SELECT 1 AS n", "SELECT 2");

            assertThat(ask(wallboard, "other", "{\"sql\": \"SELECT 1\"}").statusCode())
                    .isEqualTo(401);
            assertThat(ask(wallboard, "", "{\"sql\": \"SELECT 1\"}").statusCode())
                    .isEqualTo(401);
            assertThat(get(wallboard, "/api/v1/query").statusCode()).isEqualTo(405);
            for (var wrong : List.of(
                    "SELECT 1",
                    "{}",
                    "{\"sql\": 1}",
                    "{\"sql\": \"SELECT 1\", \"settings\": {}}",
                    "{\"sql\": \"SELECT * FROM file('/etc/passwd')\"}")) {
                assertThat(ask(wallboard, admin, wrong).statusCode()).as(wrong).isEqualTo(400);
            }
            assertThat(ask(wallboard, admin, "{\"sql\": \"SELECT nonsense\"}").body())
                    .contains("Unknown identifier nonsense");
            assertThat(tables.asked).hasSize(2);
        }
    }

    @Test
    void shouldTellOfCallersWhatIsAllowed() throws Exception {
        var passages = new MemoryPassages();
        passages.passages.add(Samples.waiting(Samples.SALES, "c1", Instant.now()));
        var masked = new Masking(Map.of(PersonalData.NUMBER, Masking.Treatment.MASK), Map.of(), "");
        try (var writer = writer();
                var wallboard = Wallboard.start(
                        config(writer).withMasking(masked),
                        writer.registry,
                        List.of(),
                        new Archives(null, passages, null, null))) {
            awaitReady(wallboard);
            for (var path : List.of("", "/ucontact/telephony/c1", "?format=csv")) {
                assertThat(get(wallboard, "/api/v1/passages" + path).body())
                        .contains("******456")
                        .doesNotContain("099123456");
            }
        }
    }

    private static HttpResponse<String> ask(Wallboard wallboard, String token, String body) throws Exception {
        return send(
                wallboard,
                request(wallboard, "/api/v1/query")
                        .header("Authorization", "Bearer " + token)
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
    }
}
