package pulso.command;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SATURDAY;
import static java.time.DayOfWeek.SUNDAY;
import static java.time.DayOfWeek.THURSDAY;
import static java.time.DayOfWeek.TUESDAY;
import static java.time.DayOfWeek.WEDNESDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pulso.command.Decision.Slots;
import pulso.schemas.settings.OpeningHours;
import pulso.schemas.settings.OpeningHours.Span;
import pulso.schemas.settings.Setting;

/** What {@code settings} of the file means. */
final class DecisionsTest {
    @Test
    void shouldReadQueuesGroupsAndAgents() throws IOException {
        var decisions = read("""
            queues:
              "Ventas<-": {threshold: 30, short: 5, group: ventas, opening: {mon-thu: "08:00-18:00"}, holidays: [2026-12-25]}
              "*": {threshold: 20}
            groups:
              soporte: ["Soporte<-", "Ventas2<-"]
            agents:
              "1001": {name: Ana Pérez, number: "1001"}
              lucia.perez: {name: Lucía}
            """);

        var hours = new OpeningHours(
                Stream.of(MONDAY, TUESDAY, WEDNESDAY, THURSDAY)
                        .map(day -> new Span(day, 480, 1080))
                        .toList(),
                List.of("2026-12-25"));
        assertThat(decisions.keySet())
                .containsExactlyInAnyOrder("Ventas<-", "", "Soporte<-", "Ventas2<-", "1001", "lucia.perez");
        assertThat(decisions.get("Ventas<-"))
                .isEqualTo(new Decision(
                        Setting.Kind.QUEUE, "Ventas<-", new Slots(30, 5, "ventas", hours, null, null, null)));
        assertThat(decisions.get(""))
                .isEqualTo(new Decision(Setting.Kind.QUEUE, "", new Slots(20, null, null, null, null, null, null)));
        assertThat(decisions.get("Ventas2<-"))
                .isEqualTo(new Decision(
                        Setting.Kind.QUEUE, "Ventas2<-", new Slots(null, null, "soporte", null, null, null, null)));
        assertThat(decisions.get("1001"))
                .isEqualTo(new Decision(Setting.Kind.AGENT, "1001", Slots.agent("Ana Pérez", "1001")));
        assertThat(decisions.get("lucia.perez"))
                .isEqualTo(new Decision(Setting.Kind.AGENT, "lucia.perez", Slots.agent("Lucía", null)));
    }

    @Test
    void shouldTakeHoursOrHolidaysFromTheDefaultWhereAQueueSaysOnlyTheOther() throws IOException {
        var decisions = read("""
            queues:
              "*": {opening: {sat: "10:00-12:00"}, holidays: [2026-12-25]}
              A: {opening: {sun: "10:00-12:00"}}
              B: {holidays: [2027-01-01]}
              C: {threshold: 9}
            """);

        assertThat(opening(decisions, "A"))
                .isEqualTo(new OpeningHours(List.of(new Span(SUNDAY, 600, 720)), List.of("2026-12-25")));
        assertThat(opening(decisions, "B"))
                .isEqualTo(new OpeningHours(List.of(new Span(SATURDAY, 600, 720)), List.of("2027-01-01")));
        assertThat(Objects.requireNonNull(decisions.get("C")).slots().opening()).isNull();
    }

    @Test
    void shouldReadHoursThatGoOnIntoTheNextDay() throws IOException {
        var decisions = read("""
            queues:
              night: {opening: {"fri,sun": ["22:00-02:30", "08:00-12:00"]}}
              whole: {opening: {daily: "00:00-24:00"}}
              midnight: {opening: {mon: "20:00-0:00"}}
            """);

        assertThat(opening(decisions, "night").spans())
                .containsExactly(
                        new Span(MONDAY, 0, 150),
                        new Span(FRIDAY, 480, 720),
                        new Span(FRIDAY, 1320, 1440),
                        new Span(SATURDAY, 0, 150),
                        new Span(SUNDAY, 480, 720),
                        new Span(SUNDAY, 1320, 1440));
        assertThat(opening(decisions, "whole").spans()).hasSize(7).allMatch(span -> span.toMinute() == 1440);
        assertThat(opening(decisions, "midnight").spans()).containsExactly(new Span(MONDAY, 1200, 1440));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "queues: {A: {treshold: 20}} | settings.queues.A.treshold | 'settings.queues.A.threshold'",
                "queus: {A: {}} | settings.queus | 'settings.queues'",
                "agents: {A: {nam: x}} | settings.agents.A.nam | 'settings.agents.A.name'",
                "queues: {A: {threshold: soon}} | settings.queues.A.threshold | soon",
                "queues: {A: {short: -1}} | settings.queues.A.short | 0..86400",
                "queues: {A: 20} | settings.queues.A | 20",
                "queues: {A: {opening: '08:00-18:00'}} | settings.queues.A.opening | mon-fri",
                "queues: {A: {opening: {lun: '08:00-18:00'}}} | settings.queues.A.opening.lun | mon",
                "queues: {A: {opening: {mon: '8-18'}}} | settings.queues.A.opening.mon | 08:00-18:00",
                "queues: {A: {opening: {mon: '08:00-25:00'}}} | settings.queues.A.opening.mon | 24:00",
                "queues: {A: {opening: {mon: '08:00-08:00'}}} | settings.queues.A.opening.mon | 00:00-24:00",
                "queues: {A: {opening: {mon-wed: '08:00-12:00', tue: '11:00-13:00'}}} | settings.queues.A.opening | tue",
                "queues: {A: {holidays: [25.12.]}} | settings.queues.A.holidays | 2026-12-25",
                "{queues: {A: {group: x}}, groups: {y: [A]}} | settings.groups.y | 'x'",
                "groups: {y: A} | settings.groups.y | list"
            })
    void shouldSayWhatIsWrongAndHowItShouldLook(String content, String wrong, String right) {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> read(content))
                .withMessageContaining(wrong)
                .withMessageContaining(right);
    }

    private static OpeningHours opening(Map<String, Decision> decisions, String queue) {
        return Objects.requireNonNull(
                Objects.requireNonNull(decisions.get(queue)).slots().opening());
    }

    private static Map<String, Decision> read(String yaml) throws IOException {
        return DecisionsFile.read("settings", new YAMLMapper().readTree(yaml)).stream()
                .collect(Collectors.toMap(Decision::subject, Function.identity()));
    }
}
