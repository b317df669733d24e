package pulso.wallboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.UrlEncoded;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import pulso.schemas.kpi.QueueMinute;
import pulso.schemas.passage.Channel;
import pulso.schemas.settings.OpeningHours;

/** Series by hand: asked on Saturday 2026-11-21 at 12:10:30 in Montevideo. */
class SeriesReaderTest {
    private static final Instant NOON = Instant.parse("2026-11-21T15:00:00Z");
    private static final Instant AS_OF = NOON.plusSeconds(630);
    private static final Instant LONG_AGO = NOON.minus(Duration.ofDays(60));
    private static final QueueKey SALES = new QueueKey(Samples.SOURCE, Channel.TELEPHONY, Samples.SALES);
    private static final QueueKey SUPPORT = new QueueKey(Samples.SOURCE, Channel.TELEPHONY, Samples.SUPPORT);

    private final MemoryBoard memory = new MemoryBoard(AS_OF);

    @Test
    void shouldCutTheDayIntoHours() throws IOException {
        memory.put(minute(0, 3, 40), minute(5, 4), minute(-1, 30), minute(-12 * 60 - 1, 1));

        var answer = ask("queue=Ventas<-&kpi=answered,serviceLevel");

        var points = answer.at("/series/0/points");
        assertThat(points).hasSize(13);
        assertThat(points.get(11).at("/kpi/answered").asInt()).isEqualTo(1);
        assertThat(points.get(12).at("/kpi/answered").asInt()).isEqualTo(3);
        assertThat(points.get(12).at("/kpi/serviceLevel").asDouble()).isEqualTo(2.0 / 3);
        assertThat(points.get(10).at("/kpi/serviceLevel").isNull()).isTrue();
        assertThat(points.get(12).path("from").asText()).isEqualTo("2026-11-21T12:00:00-03:00");
        assertThat(points.get(12).path("to").asText()).isEqualTo("2026-11-21T12:11:00-03:00");
        assertThat(answer.at("/series/0/total/kpi/serviceLevel").asDouble()).isEqualTo(0.5);
        assertThat(answer.at("/totals/inbound/total/kpi/answered").asInt()).isEqualTo(4);
        assertThat(answer.at("/window/from").asText()).isEqualTo("2026-11-21T00:00:00-03:00");
    }

    @Test
    void shouldMakeEveryGrain() {
        var zone = Samples.ZONE;
        var from = Instant.parse("2026-11-20T03:00:00Z");
        var to = Instant.parse("2026-11-21T03:00:00Z");
        assertThat(Grain.MINUTE.cut(from, to, zone, 2_000)).hasSize(1_440);
        assertThat(Grain.FIVE_MINUTES.cut(from, to, zone, 2_000)).hasSize(288);
        assertThat(Grain.QUARTER.cut(from, to, zone, 2_000)).hasSize(96);
        assertThat(Grain.HALF_HOUR.cut(from, to, zone, 2_000)).hasSize(48);
        assertThat(Grain.HOUR.cut(from, to, zone, 2_000)).hasSize(24);
        assertThat(Grain.DAY.cut(from, to, zone, 2_000)).hasSize(1);
        assertThat(Grain.MONTH.cut(from, to, zone, 2_000)).hasSize(1);
    }

    @Test
    void shouldGiveDaysAndMonthsTheirOwnLength() {
        var berlin = ZoneId.of("Europe/Berlin");
        // The clocks of Berlin went forward on 2026-03-29 and back on 2026-10-25.
        var spring = Grain.DAY.cut(at("2026-03-28", berlin), at("2026-03-31", berlin), berlin, 10);
        assertThat(spring).extracting(SeriesReaderTest::hours).containsExactly(24L, 23L, 24L);
        var autumn = Grain.DAY.cut(at("2026-10-24", berlin), at("2026-10-27", berlin), berlin, 10);
        assertThat(autumn).extracting(SeriesReaderTest::hours).containsExactly(24L, 25L, 24L);
        assertThat(Grain.HOUR.cut(at("2026-10-25", berlin), at("2026-10-26", berlin), berlin, 100))
                .hasSize(25);
        var months = Grain.MONTH.cut(at("2026-09-10", berlin), at("2026-12-01", berlin), berlin, 10);
        assertThat(months).extracting(SeriesReaderTest::hours).containsExactly(21 * 24L, 31 * 24L + 1, 30 * 24L);
        // Half past is where an hour begins in a zone of half hours.
        var kolkata = ZoneId.of("Asia/Kolkata");
        assertThat(Grain.HOUR
                        .cut(at("2026-11-20", kolkata), at("2026-11-21", kolkata), kolkata, 100)
                        .get(1)
                        .from())
                .isEqualTo(Instant.parse("2026-11-19T19:30:00Z"));
    }

    @Test
    void shouldCountOnlyTheDaysAndHoursAskedFor() throws IOException {
        memory.put(minute(0, 1), minute(-24 * 60, 1, 1), minute(-24 * 60 - 5 * 60, 1, 1, 1, 1));
        var window = "&grain=1d&from=2026-11-19&kpi=answered";

        assertThat(total(window)).isEqualTo(7);
        assertThat(total(window + "&days=mon-fri")).isEqualTo(6);
        assertThat(total(window + "&days=sat,sun")).isEqualTo(1);
        assertThat(total(window + "&days=fri-sun")).isEqualTo(7);
        assertThat(total(window + "&hours=08:00-18:00")).isEqualTo(3);
        assertThat(total(window + "&hours=00:00-08:00,12:00-12:01")).isEqualTo(7);
        assertThat(total(window + "&hours=12:01-24:00")).isZero();
        assertThat(total(window + "&hours=08:00-18:00&days=mon-fri")).isEqualTo(2);
    }

    @Test
    void shouldCountOnlyWhileTheQueueIsOpen() throws IOException {
        var fridays = List.of(new OpeningHours.Span(DayOfWeek.FRIDAY, 12 * 60, 13 * 60));
        var hours = new OpeningHours(fridays, List.of("2026-11-13"));
        memory.put(MemoryBoard.queue(Samples.SALES).with(MemoryBoard.opening(LONG_AGO, hours)));
        memory.put(minute(0, 1), minute(-24 * 60, 1, 1), minute(-24 * 60 - 1, 1, 1, 1), minute(-8 * 24 * 60, 1));
        memory.put(Samples.queueMinute(SUPPORT, NOON, new Samples.Minute(List.of(1), List.of(), 0, 0, 0)));

        var answer = ask("hours=open&grain=1d&from=2026-11-12&kpi=answered");

        // Closed on Saturday, on the holiday and before noon; support has no hours and is always open.
        assertThat(answer.at("/series/0/total/kpi/answered").asInt()).isEqualTo(1);
        assertThat(answer.at("/series/1/total/kpi/answered").asInt()).isEqualTo(2);
        assertThat(answer.path("hours").asText()).isEqualTo("open");
    }

    @Test
    void shouldCountWaitsBetweenTheCallersBounds() throws IOException {
        memory.put(Samples.queueMinute(
                SALES, NOON, new Samples.Minute(List.of(0, 9, 10, 29, 30, 500), List.of(20), 0, 0, 0)));

        var histogram = ask("histogram=10,20,30&grain=1d").at("/series/0/points/0/histogram");

        assertThat(numbers(histogram.path("bounds"))).containsExactly(10, 20, 30);
        assertThat(numbers(histogram.path("answered"))).containsExactly(2, 1, 1, 2);
        assertThat(numbers(histogram.path("abandoned"))).containsExactly(0, 0, 1, 0);
    }

    @Test
    void shouldTellServiceLevelByEachFormula() throws IOException {
        memory.put(Samples.queueMinute(
                SALES, NOON, new Samples.Minute(List.of(1, 2, 30, 40), List.of(2, 15, 60), 1, 0, 0)));

        // In 2, answered 4, ended 7, abandoned within T 2, short 1.
        assertThat(serviceLevel("sl1")).isEqualTo(2.0 / 4);
        assertThat(serviceLevel("sl2")).isEqualTo(2.0 / 7);
        assertThat(serviceLevel("sl3")).isEqualTo(2.0 / 5);
        assertThat(serviceLevel("sl4")).isEqualTo(4.0 / 7);
        assertThat(serviceLevel("sl5")).isEqualTo(4.0 / 7);
        assertThat(serviceLevel("sl6")).isEqualTo(2.0 / 6);
    }

    @Test
    void shouldJudgeEachMinuteByItsOwnTarget() throws IOException {
        memory.put(MemoryBoard.queue(Samples.SALES).with(MemoryBoard.target(NOON.plusSeconds(60), 5, 5)));
        memory.put(minute(0, 10), minute(1, 10), minute(2, 10), minute(3, 10));

        var own = ask("grain=1h&kpi=serviceLevel&from=2026-11-21T12:00");
        assertThat(own.at("/series/0/points/0/kpi/serviceLevel").asDouble()).isEqualTo(0.25);
        assertThat(own.at("/parameters/sl").isNull()).isTrue();
        var named = ask("grain=1h&kpi=serviceLevel&from=2026-11-21T12:00&sl=10");
        assertThat(named.at("/series/0/points/0/kpi/serviceLevel").asDouble()).isEqualTo(1);
    }

    @Test
    void shouldPutTheSameWindowAWeekBeforeBesideIt() throws IOException {
        memory.put(minute(0, 1), minute(-7 * 24 * 60, 1, 1, 1));

        var series =
                ask("grain=1h&from=2026-11-21T12:00&kpi=answered&compare=week").at("/series/0");

        assertThat(series.at("/total/kpi/answered").asInt()).isEqualTo(1);
        assertThat(series.at("/before/total/kpi/answered").asInt()).isEqualTo(3);
        assertThat(series.at("/before/points/0/from").asText()).isEqualTo("2026-11-14T12:00:00-03:00");
        assertThat(series.at("/before/window/to").asText()).isEqualTo("2026-11-14T12:11:00-03:00");
    }

    @Test
    void shouldReadOlderMinutesFromTheArchiveByTheSameMerge() throws IOException {
        var wanted = new ArrayList<MinuteArchive.Wanted>();
        MinuteArchive archive = (request, taker) -> {
            wanted.add(request);
            taker.accept(minute(-30 * 24 * 60, 3, 50));
            taker.accept(minute(-30 * 24 * 60 + 1, 4));
        };
        memory.put(minute(0, 1));

        var answer = ask("grain=1mo&from=2026-10-01&kpi=answered,serviceLevel&days=thu,sat", archive);

        assertThat(answer.at("/series/0/points/0/kpi/answered").asInt()).isEqualTo(3);
        assertThat(answer.at("/series/0/points/0/kpi/serviceLevel").asDouble()).isEqualTo(2.0 / 3);
        assertThat(answer.at("/series/0/points/1/kpi/answered").asInt()).isEqualTo(1);
        assertThat(wanted).hasSize(1);
        assertThat(wanted.getFirst().from()).isEqualTo(Instant.parse("2026-10-01T03:00:00Z"));
        // Memory begins where the archive ends.
        assertThat(wanted.getFirst().to()).isEqualTo(Instant.parse("2026-11-04T17:00:00Z"));
    }

    @Test
    void shouldRefuseWhatItCannotAnswer() {
        for (var query : List.of(
                "from=2026-10-01",
                "from=2026-11-21T12:00&to=2026-11-21T12:00",
                "from=2026-11-21T12:00:30",
                "from=soon",
                "grain=2h",
                "kpi=servicelevel",
                "days=lun",
                "hours=18:00-08:00",
                "hours=8-18",
                "histogram=10,5",
                "histogram=0",
                "compare=year",
                "qeue=Ventas<-",
                "grain=1m&from=2026-11-20&from=2026-11-21")) {
            assertThatThrownBy(() -> ask(query))
                    .as(query)
                    .isInstanceOfSatisfying(
                            RequestRefused.class,
                            refusal -> assertThat(refusal.status()).isEqualTo(400));
        }
        assertThatThrownBy(() -> ask("kpi=servicelevel"))
                .satisfies(refusal ->
                        assertThat(((RequestRefused) refusal).hint()).startsWith("did you mean 'serviceLevel'?"));
        assertThatThrownBy(() -> ask("qeue=a"))
                .satisfies(
                        refusal -> assertThat(((RequestRefused) refusal).hint()).startsWith("did you mean 'queue'?"));
        assertThatThrownBy(() -> ask("from=2026-10-01")).hasMessageContaining("older than what the board holds");
    }

    @Test
    void shouldGiveEachCentreItsOwnDay() throws IOException {
        var there = new QueueKey(MemoryBoard.OTHER, Channel.TELEPHONY, Samples.SALES);
        memory.put(
                minute(0, 1), Samples.queueMinute(there, NOON, new Samples.Minute(List.of(1, 1), List.of(), 0, 0, 0)));

        var answer = ask("grain=1d&kpi=answered", "ucontact,zweite", null);

        assertThat(answer.path("series")).hasSize(2);
        assertThat(answer.at("/series/0/points/0/from").asText()).isEqualTo("2026-11-21T00:00:00-03:00");
        assertThat(answer.at("/series/1/points/0/from").asText()).isEqualTo("2026-11-21T00:00:00+01:00");
        assertThat(answer.at("/series/0/total/kpi/answered").asInt()).isEqualTo(1);
        assertThat(answer.at("/series/1/total/kpi/answered").asInt()).isEqualTo(2);
        assertThat(answer.path("totals").isNull()).isTrue();
    }

    private static QueueMinute minute(int offset, Integer... answeredWaits) {
        return Samples.queueMinute(
                SALES, NOON.plusSeconds(60L * offset), new Samples.Minute(List.of(answeredWaits), List.of(), 0, 0, 0));
    }

    private int total(String query) throws IOException {
        return ask(query.substring(1)).at("/series/0/total/kpi/answered").asInt();
    }

    private double serviceLevel(String formula) throws IOException {
        return ask("kpi=serviceLevel&formula=" + formula)
                .at("/series/0/total/kpi/serviceLevel")
                .asDouble();
    }

    private JsonNode ask(String query) throws IOException {
        return ask(query, Samples.SOURCE, null);
    }

    private JsonNode ask(String query, MinuteArchive archive) throws IOException {
        return ask(query, Samples.SOURCE, archive);
    }

    private JsonNode ask(String query, String sources, @Nullable MinuteArchive archive) throws IOException {
        var fields = new Fields(true);
        UrlEncoded.decodeUtf8To(query + "&sources=" + sources, 0, query.length() + 9 + sources.length(), fields);
        var asked = SeriesQuery.of(new RequestParameters(fields), MemoryBoard.CONFIG);
        var answer = new SeriesReader(memory.board, MemoryBoard.CONFIG, archive).read(asked, AS_OF);
        return new ObjectMapper().readTree(Json.bytes(answer));
    }

    private static List<Integer> numbers(JsonNode list) {
        return list.valueStream().map(JsonNode::asInt).toList();
    }

    private static Instant at(String date, ZoneId zone) {
        return LocalDate.parse(date).atStartOfDay(zone).toInstant();
    }

    private static long hours(Grain.Bucket bucket) {
        return Duration.between(bucket.from(), bucket.to()).toHours();
    }
}
