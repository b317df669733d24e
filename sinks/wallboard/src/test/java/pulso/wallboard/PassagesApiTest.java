package pulso.wallboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import pulso.schemas.passage.Passage;

/** The way from a figure to its passages to their rows, over HTTP. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PassagesApiTest extends RunningWallboard {
    private static final Instant NOON = Instant.parse("2026-11-18T15:00:00Z");
    private static final String WINDOW = "from=2026-11-18T12:00&to=2026-11-18T13:00";

    @Test
    void shouldPageThroughThePassagesOfAFigure() throws Exception {
        var archive = new MemoryPassages();
        for (int i = 0; i < 25; i++) {
            archive.passages.add(call("c" + i, NOON.plusSeconds(i / 2), 3 + i));
        }
        archive.passages.add(call("before", NOON.minusSeconds(1), 3));
        archive.passages.add(call("after", NOON.plus(1, ChronoUnit.HOURS), 3));
        archive.passages.add(Samples.waiting(Samples.SALES, "open", NOON.plusSeconds(9)));
        try (var writer = writer();
                var wallboard = start(writer, archive)) {
            awaitReady(wallboard);

            assertThat(pages(wallboard, "kpi=answeredWithin", 7)).hasSize(18).isSorted();
            assertThat(pages(wallboard, "kpi=answeredWithin&sl=5", 7)).hasSize(3);
            assertThat(pages(wallboard, "kpi=serviceLevel&sl=5", 2)).hasSize(3);
            assertThat(pages(wallboard, "kpi=answeredLate", 100)).hasSize(7);
            assertThat(pages(wallboard, "kpi=open", 100)).hasSize(1);
            assertThat(pages(wallboard, "", 10)).hasSize(26);
            assertThat(pages(wallboard, "outcome=open", 10)).hasSize(1);
            assertThat(pages(wallboard, "agent=ana", 10)).hasSize(25);
            assertThat(pages(wallboard, "agent=bea", 10)).isEmpty();
            assertThat(pages(wallboard, "queues=Soporte%3C-", 10)).isEmpty();
            assertThat(pages(wallboard, "direction=outbound", 10)).isEmpty();
            assertThat(pages(wallboard, "caller=none", 10)).isEmpty();
        }
    }

    @Test
    void shouldShowTheRowsOfAnInteraction() throws Exception {
        var archive = new MemoryPassages();
        archive.passages.add(call("1718.9 a", NOON, 3));
        try (var writer = writer();
                var wallboard = start(writer, archive)) {
            awaitReady(wallboard);

            var found = json(get(wallboard, "/api/v1/passages/ucontact/telephony/1718.9%20a"));
            assertThat(found.at("/passages/0/wait").asInt()).isEqualTo(3);
            assertThat(found.at("/passages/0/enter").asText()).isEqualTo("2026-11-18T12:00:00-03:00");
            assertThat(found.at("/rows/0/rows/0/event").asText()).isEqualTo("ENTERQUEUE");
            assertThat(get(wallboard, "/api/v1/passages/ucontact/telephony/none")
                            .statusCode())
                    .isEqualTo(404);
            assertThat(get(wallboard, "/api/v1/passages/ucontact/telephone/none")
                            .statusCode())
                    .isEqualTo(400);
            assertThat(get(wallboard, "/api/v1/passages/ucontact").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void shouldSayWhatItCannotList() throws Exception {
        try (var writer = writer();
                var wallboard = start(writer);
                var other = start(writer, new MemoryPassages())) {
            awaitReady(wallboard);
            awaitReady(other);

            var answer = get(wallboard, "/api/v1/passages?" + WINDOW);
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(json(answer).path("error").asText()).isEqualTo("no-archive");
            for (var wrong : List.of(
                    "kpi=ringNoAnswer",
                    "kpi=abandonned",
                    "limit=0",
                    "limit=1001",
                    "cursor=nonsense",
                    "cursor=" + URLEncoder.encode("WzFd", StandardCharsets.UTF_8),
                    "outcome=lost",
                    "direction=up",
                    "open=maybe",
                    "from=2026-11-18T12:00",
                    "from=2026-11-18T12:00:30&to=2026-11-18T13:00",
                    WINDOW + "&window=today")) {
                assertThat(get(other, "/api/v1/passages?" + wrong).statusCode())
                        .as(wrong)
                        .isEqualTo(400);
            }
            assertThat(get(other, "/api/v1/passages?kpi=ringNoAnswer").body()).contains("no passage");
        }
    }

    private static Wallboard start(DerivedWriter writer, PassageArchive archive) {
        return Wallboard.start(config(writer), writer.registry, List.of(), new Archives(null, archive, null, null));
    }

    /** The places of all passages, page by page. */
    private static List<String> pages(Wallboard wallboard, String asked, int limit) throws Exception {
        var found = new ArrayList<String>();
        var cursor = "";
        do {
            var page = json(get(wallboard, "/api/v1/passages?" + WINDOW + "&limit=" + limit + "&" + asked + cursor));
            assertThat(page.path("passages")).hasSizeLessThanOrEqualTo(limit);
            page.path("passages")
                    .forEach(passage -> found.add(passage.path("enter").asText() + passage.path("interaction")));
            cursor = page.path("next").isNull()
                    ? ""
                    : "&cursor=" + page.path("next").asText();
        } while (!cursor.isEmpty());
        assertThat(found).doesNotHaveDuplicates();
        return found;
    }

    private static Passage call(String interaction, Instant enter, int wait) {
        return Samples.ended(
                Samples.SALES, interaction, enter, enter.plusSeconds(wait), enter.plusSeconds(wait + 60), "ana");
    }
}
