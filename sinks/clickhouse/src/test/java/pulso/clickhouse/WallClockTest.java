package pulso.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

final class WallClockTest {
    private static final ZoneId SANTIAGO = ZoneId.of("America/Santiago");
    /** On 4 April 2026 at 24:00 clocks went back to 23:00. */
    private static final LocalDateTime TWICE = LocalDateTime.of(2026, 4, 4, 23, 30);

    private static final Instant FIRST = Instant.parse("2026-04-05T02:30:00Z");
    private static final Instant SECOND = Instant.parse("2026-04-05T03:30:00Z");

    @Test
    void shouldTakeTheFirstOfARepeatedHourWhileTheSecondHasNotBeen() {
        assertThat(WallClock.instant(TWICE, SANTIAGO, FIRST.plusSeconds(1))).isEqualTo(FIRST);
        assertThat(WallClock.instant(TWICE, SANTIAGO, Instant.MIN)).isEqualTo(FIRST);
    }

    @Test
    void shouldTakeTheSecondOfARepeatedHourOnceItHasBeen() {
        assertThat(WallClock.instant(TWICE, SANTIAGO, SECOND.plusSeconds(1))).isEqualTo(SECOND);
    }
}
