package pulso.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import pulso.command.Decision.Slots;
import pulso.schemas.kpi.ServiceTarget;
import pulso.schemas.settings.Setting;
import pulso.schemas.settings.SettingVersion;
import pulso.schemas.settings.SettingsBook;

/** Whose word counts, and from when. */
final class DecisionTest {
    private static final Instant MONDAY = Instant.parse("2026-11-16T10:00:00Z");
    private static final Instant TUESDAY = Instant.parse("2026-11-17T10:00:00Z");
    private static final Instant WEDNESDAY = Instant.parse("2026-11-18T10:00:00Z");
    private static final String TABLE = "ccdata.agents";

    @Test
    void shouldHoldForAllTimeWhenItIsSaidForTheFirstTime() {
        var setting = said(null, threshold(30), MONDAY);

        assertThat(setting.versions()).containsExactly(threshold(30).version(Instant.EPOCH, MONDAY, Decision.FILE));
    }

    @Test
    void shouldAddNothingWhenItIsInForceAlready() {
        var setting = said(null, threshold(30), MONDAY);

        assertThat(queue(threshold(30)).applyTo(setting, "norte", Decision.FILE, TUESDAY))
                .isNull();
    }

    @Test
    void shouldLeaveThePastToTheVersionBefore() {
        var setting = said(said(null, threshold(30), MONDAY), threshold(45), WEDNESDAY);

        var book = new SettingsBook(ServiceTarget.DEFAULT);
        book.put(setting);
        assertThat(book.target("norte", "Ventas<-", TUESDAY).thresholdSeconds()).isEqualTo(30);
        assertThat(book.target("norte", "Ventas<-", WEDNESDAY).thresholdSeconds())
                .isEqualTo(45);
    }

    @Test
    void shouldTakeBackWhatTheFileSaysNoMore() {
        var setting = said(said(null, new Slots(30, 7, null, null, null, null, null), MONDAY), threshold(30), TUESDAY);

        assertThat(setting.versions().getLast().shortSeconds()).isNull();
        assertThat(setting.versions().getLast().thresholdSeconds()).isEqualTo(30);
    }

    @Test
    void shouldLetTheLaterWordOfTheApiWinSlotBySlot() {
        // Given the file said 30 and a group, and the API 60 later
        var before = said(null, new Slots(30, null, "ventas", null, null, null, null), MONDAY);
        var versions = List.of(
                before.versions().getFirst(),
                new Slots(60, null, "ventas", null, null, null, null).version(TUESDAY, TUESDAY, "api"));
        var setting = new Setting("norte", Setting.Kind.QUEUE, "Ventas<-", versions);

        // When the file says another threshold and another group
        var now = said(setting, new Slots(45, null, "clientes", null, null, null, null), WEDNESDAY);

        // Then
        assertThat(now.versions()).hasSize(3);
        assertThat(now.versions().getLast().thresholdSeconds()).isEqualTo(60);
        assertThat(now.versions().getLast().group()).isEqualTo("clientes");
    }

    @Test
    void shouldLetTheFileWinOverATable() {
        var table = agent(Slots.agent("A. PEREZ", "1001"));
        var file = agent(Slots.agent("Ana Pérez", null));

        var first = Objects.requireNonNull(table.applyTo(null, "norte", TABLE, MONDAY));
        var second = Objects.requireNonNull(file.applyTo(first, "norte", Decision.FILE, TUESDAY));

        assertThat(second.versions().getLast()).extracting(SettingVersion::name).isEqualTo("Ana Pérez");
        assertThat(second.versions().getLast())
                .as("the file says nothing of it")
                .extracting(SettingVersion::number)
                .isEqualTo("1001");
        assertThat(table.applyTo(second, "norte", TABLE, WEDNESDAY)).isNull();
    }

    @Test
    void shouldKeepWhatIsToHoldLater() {
        var planned = threshold(90).version(WEDNESDAY, MONDAY, "api");
        var setting = new Setting(
                "norte",
                Setting.Kind.QUEUE,
                "Ventas<-",
                List.of(threshold(30).version(Instant.EPOCH, MONDAY, Decision.FILE), planned));

        var now = said(setting, new Slots(30, null, "ventas", null, null, null, null), TUESDAY);

        assertThat(now.versions())
                .extracting(SettingVersion::validFrom)
                .containsExactly(Instant.EPOCH, TUESDAY, WEDNESDAY);
        assertThat(now.versions().getLast()).isEqualTo(planned);
    }

    private static Slots threshold(int seconds) {
        return new Slots(seconds, null, null, null, null, null, null);
    }

    private static Decision queue(Slots slots) {
        return new Decision(Setting.Kind.QUEUE, "Ventas<-", slots);
    }

    private static Decision agent(Slots slots) {
        return new Decision(Setting.Kind.AGENT, "1001", slots);
    }

    private static Setting said(@Nullable Setting now, Slots slots, Instant at) {
        return Objects.requireNonNull(queue(slots).applyTo(now, "norte", Decision.FILE, at));
    }
}
