package pulso.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ReadProgressTest {
    private static final Map<String, Object> BETWEEN = Map.of("gtids", "0-1-7", "pos", 100);
    private static final Map<String, Object> INSIDE = Map.of("gtids", "0-1-7", "pos", 100, "event", 2, "row", 5);

    @Test
    void shouldKeepAPlaceBetweenTransactions() {
        assertThat(new ReadProgress(null).beat(BETWEEN, 0)).isTrue();
    }

    @Test
    void shouldNotGoBackToTheStartOfATransactionThatIsHalfPublished() {
        var progress = new ReadProgress(INSIDE);

        assertThat(progress.beat(BETWEEN, 0)).isFalse();
        assertThat(progress.beat(Map.of("gtids", "0-1-8", "pos", 200), 500)).isTrue();
    }

    @Test
    void shouldNotKeepTheEventCountThatGrowsAfterALoneStatement() {
        var progress = new ReadProgress(BETWEEN);

        assertThat(progress.beat(after(1), 0)).isFalse();
        assertThat(progress.beat(after(900), 450_000)).isFalse();
    }

    @Test
    void shouldTakeTwoIdleBeatsForTheEndOfALoneStatement() {
        var progress = new ReadProgress(BETWEEN);
        var statement = GtidPosition.parse("0-1-8");

        progress.beat(after(2), 0);
        assertThat(progress.covers(statement)).isFalse();
        progress.beat(after(3), 500);
        assertThat(progress.covers(statement)).isTrue();
        assertThat(progress.covers(GtidPosition.parse("0-1-9"))).isFalse();
    }

    @Test
    void shouldNotTakeALongTransactionForALoneStatement() {
        var progress = new ReadProgress(BETWEEN);

        progress.beat(after(2), 0);
        progress.beat(after(5_000), 400);
        assertThat(progress.covers(GtidPosition.parse("0-1-8"))).isFalse();
    }

    @Test
    void shouldComparePositionsByDomain() {
        var read = GtidPosition.parse("0-1-7,5-2-3");

        assertThat(read.covers(GtidPosition.parse("0-9-7"))).isTrue();
        assertThat(read.covers(GtidPosition.parse("0-1-7,5-2-4"))).isFalse();
        assertThat(read.covers(GtidPosition.parse("6-1-1"))).isFalse();
        assertThat(read.covers(GtidPosition.parse(""))).isTrue();
        assertThat(GtidPosition.replaceDomain("0-1-7,5-2-3", "0-1-8")).isEqualTo("5-2-3,0-1-8");
    }

    private static Map<String, Object> after(int events) {
        return Map.of("gtids", "0-1-7", "pos", 100, "event", events);
    }
}
