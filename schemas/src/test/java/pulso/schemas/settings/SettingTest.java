package pulso.schemas.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import pulso.schemas.kpi.ServiceTarget;

class SettingTest {
    private static final Instant MORNING = Instant.parse("2026-11-21T11:00:00Z");
    private static final Setting SALES = Setting.of("ucontact", Setting.Kind.QUEUE, "Ventas<-");

    @Test
    void shouldKeepTheHistoryInTheOrderOfTime() {
        var later = SALES.with(threshold(MORNING.plusSeconds(60), 30));

        var both = later.with(threshold(MORNING, 10));

        var book = new SettingsBook(ServiceTarget.DEFAULT);
        book.put(both);
        assertThat(book.target("ucontact", "Ventas<-", MORNING.minusSeconds(1)).thresholdSeconds())
                .isEqualTo(20);
        assertThat(book.target("ucontact", "Ventas<-", MORNING).thresholdSeconds())
                .isEqualTo(10);
        assertThat(book.target("ucontact", "Ventas<-", MORNING.plusSeconds(60)).thresholdSeconds())
                .isEqualTo(30);
    }

    @Test
    void shouldReplaceWhatHoldsFromTheSameMoment() {
        var replaced = SALES.with(threshold(MORNING, 10)).with(threshold(MORNING, 15));

        assertThat(replaced.versions()).containsExactly(threshold(MORNING, 15));
    }

    @Test
    void shouldChangeNothingWhenTheSameIsSaidAgain() {
        var said = SALES.with(threshold(MORNING, 10));

        assertThat(said.with(threshold(MORNING.plusSeconds(600), 10))).isSameAs(said);
        assertThat(SALES.with(threshold(MORNING, null))).isSameAs(SALES);
        assertThat(said.with(threshold(MORNING.plusSeconds(600), null)).versions())
                .hasSize(2);
    }

    private static SettingVersion threshold(Instant validFrom, @Nullable Integer seconds) {
        return new SettingVersion(validFrom, validFrom, "api", seconds, null, null, null, null, null, null);
    }
}
