package pulso.command.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import pulso.clickhouse.GenerationDiff;
import pulso.command.ConfigException;
import pulso.command.replay.Comparison.Figure;

/** What a comparison says of figures that differ. */
final class ComparisonTextTest {
    private static final ZoneId ZONE = ZoneId.of("America/Montevideo");
    private static final LocalDate DAY = LocalDate.of(2026, 11, 20);
    private static final Instant NOW = Instant.parse("2026-11-22T01:00:00Z");

    @Test
    void shouldSayFirstOfEachKpiHowManyDifferAndWhichMost() {
        var figures = new ArrayList<Figure>();
        for (int i = 0; i < 20; i++) {
            figures.add(figure("Ventas<-", DAY.plusDays(i), "talk", 100, 100 + i));
        }
        figures.add(figure("Ventas<-", DAY, "aht", null, 3.5));
        figures.add(figure("VIP<-", DAY, "aht", 2.25, 2.0));
        var result = result(figures, List.of(figure("ana", DAY, "talk", 7, 5)));

        var text = printed(result, ComparisonText::print);

        assertThat(text.lines().skip(2).limit(5))
                .containsExactly(
                        "       kpi                  differing largest difference  where",
                        "queue  talk                        20                 19  2026-12-09 Ventas<-: 100 -> 119",
                        "queue  aht                          2             0.2500  2026-11-20 VIP<-: 2.2500 -> 2",
                        "agent  talk                         1                  2  2026-11-20 ana: 7 -> 5",
                        "");
    }

    @Test
    void shouldShowAFewAsTheyAre() {
        var result = result(List.of(figure("Ventas<-", DAY, "aht", null, 3.5)), List.of());

        assertThat(printed(result, ComparisonText::print))
                .startsWith("fixed against g1: 1 of 40 figures differ, 0 of 9 passages")
                .contains("unknown         3.5000")
                .doesNotContain("largest difference");
    }

    @Test
    void shouldTellTheSummaryAsJsonHoweverFewThereAre() throws Exception {
        var result = result(List.of(figure("Ventas<-", DAY, "aht", null, 3.5)), List.of());

        var summary = new ObjectMapper()
                .readTree(printed(result, ComparisonText::printJson))
                .get("summary");

        assertThat(summary.toString())
                .isEqualTo(
                        "[{\"of\":\"queue\",\"kpi\":\"aht\",\"differing\":1,\"largestDifference\":null,\"largest\":"
                                + "{\"source\":\"ucontact\",\"queue\":\"Ventas<-\",\"day\":\"2026-11-20\",\"kpi\":\"aht\",\"before\":null,\"after\":3.5}}]");
    }

    @Test
    void shouldCountDaysOnTheWallClockOfTheCentre() {
        var options = new CompareOptions();
        new CommandLine(new Holder(options)).parseArgs("--days", "2");

        assertThat(options.from(ZONE, null, null, NOW)).isEqualTo(Instant.parse("2026-11-20T03:00:00Z"));
        assertThat(options.from(ZONE, null, Instant.parse("2026-11-20T03:00:00Z"), NOW))
                .isEqualTo(Instant.parse("2026-11-18T03:00:00Z"));
        assertThatThrownBy(() -> options.from(ZONE, NOW, null, NOW)).isInstanceOf(ConfigException.class);
        assertThat(new CompareOptions().from(ZONE, NOW, null, NOW)).isEqualTo(NOW);
    }

    @CommandLine.Command
    private record Holder(@CommandLine.Mixin CompareOptions options) {}

    private static Figure figure(
            String of, LocalDate day, String kpi, @Nullable Number before, @Nullable Number after) {
        return new Figure("ucontact", of, day, kpi, before, after);
    }

    private static Comparison.Result result(List<Figure> queues, List<Figure> agents) {
        return new Comparison.Result(queues, agents, List.of(), 40, 9, 0);
    }

    private static String printed(Comparison.Result result, BiConsumer<ComparisonText, PrintStream> printing) {
        var bytes = new ByteArrayOutputStream();
        try (var diff = GenerationDiff.open(URI.create("http://127.0.0.1:1"), "default", "")) {
            var window = new GenerationDiff.Window("g1", "fixed", null, null);
            printing.accept(
                    new ComparisonText(window, Selection.ALL, result, diff),
                    new PrintStream(bytes, true, StandardCharsets.UTF_8));
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
