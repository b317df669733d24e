package pulso.wallboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class WindowTest {
    private static final ZoneId MADRID = ZoneId.of("Europe/Madrid");
    private static final Duration MEMORY = Duration.ofDays(17);

    @Test
    void shouldMakeADayOf25HoursWhenClocksGoBack() {
        var span = new Window.Today().at(Instant.parse("2026-10-25T22:59:59Z"), MADRID);

        assertThat(span.from()).isEqualTo("2026-10-24T22:00:00Z");
        assertThat(Duration.between(span.from(), span.lastMinute()).plusMinutes(1))
                .isEqualTo(Duration.ofHours(25));
    }

    @Test
    void shouldRollFromTheWholeMinute() {
        var span = Window.parse("15m", MADRID, MEMORY).at(Instant.parse("2026-11-21T11:00:42Z"), MADRID);

        assertThat(span.from()).isEqualTo("2026-11-21T10:45:00Z");
        assertThat(span.to()).isEqualTo("2026-11-21T11:00:42Z");
    }

    @Test
    void shouldReadLocalTimesAndOffsets() {
        var asOf = Instant.parse("2026-11-21T20:00:00Z");

        var local = Window.parse("2026-11-21T08:00/2026-11-21T09:00", MADRID, MEMORY)
                .at(asOf, MADRID);
        // A '+' that was not escaped arrives as a blank.
        var offset = Window.parse("2026-11-21T08:00 01:00/2026-11-21T08:00Z", MADRID, MEMORY)
                .at(asOf, MADRID);

        assertThat(local).isEqualTo(offset);
        assertThat(local.to()).isEqualTo("2026-11-21T08:00:00Z");
        assertThat(local.holds(Instant.parse("2026-11-21T07:59:00Z"))).isTrue();
        assertThat(local.holds(Instant.parse("2026-11-21T08:00:00Z"))).isFalse();
    }

    @Test
    void shouldRefuseWhatIsNoWindow() {
        var wrong = List.of(
                "yesterday",
                "0m",
                "1441m",
                "99999m",
                "2026-11-21T08:00",
                "2026-11-21T08:00:30/2026-11-21T09:00",
                "2026-11-21T09:00/2026-11-21T09:00",
                "2026-11-01T09:00/2026-11-21T09:00",
                "8:00/9:00");

        assertThat(wrong)
                .allSatisfy(text -> assertThatThrownBy(() -> Window.parse(text, MADRID, MEMORY))
                        .isInstanceOfSatisfying(
                                RequestRefused.class,
                                refusal -> assertThat(refusal.status()).isEqualTo(400)));
    }
}
