package pulso.topology.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** While one generation takes another's place, each record is told of by one of them. */
class TellingTest {
    private static final Instant PROMOTION = Instant.parse("2026-11-20T10:00:00Z");

    @Test
    void shouldLeaveNoRecordToNobodyAndNoneToBoth() {
        // Given
        var leaving = new Telling(Emission.LIVE);
        var coming = new Telling(new Emission(null, null, true, PROMOTION));

        // When
        leaving.until(PROMOTION);

        // Then
        assertThat(around(PROMOTION)).allMatch(time -> leaving.isOf(time) != coming.isOf(time));
        assertThat(leaving.isOf(PROMOTION.toEpochMilli())).isFalse();
        assertThat(coming.isOf(PROMOTION.toEpochMilli())).isTrue();
    }

    @Test
    void shouldTellNobodyOfWhatIsFoldedOnceMore() {
        var replay = new Telling(Emission.replay(null, null));

        assertThat(around(PROMOTION)).noneMatch(replay::isOf);
    }

    @Test
    void shouldMakeEventsOfNewsOnlyWhereTheyMayBeToldLater() {
        var now = System.currentTimeMillis();
        var yesterday = now - Duration.ofDays(1).toMillis();

        assertThat(Emission.replay(null, null).makesEventsOf(now)).isTrue();
        assertThat(Emission.replay(null, null).makesEventsOf(yesterday)).isFalse();
        assertThat(Emission.replay(null, PROMOTION).makesEventsOf(now)).isFalse();
        assertThat(Emission.LIVE.makesEventsOf(yesterday)).isTrue();
    }

    private static LongStream around(Instant moment) {
        return LongStream.rangeClosed(-3, 3).map(millis -> moment.toEpochMilli() + millis);
    }
}
