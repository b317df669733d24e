package pulso.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static pulso.clickhouse.Servers.SOURCE;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pulso.schemas.kpi.QueueCount;
import pulso.schemas.kpi.QueueMinute;
import pulso.schemas.passage.Channel;
import pulso.schemas.topic.RecordKeys;
import pulso.schemas.topic.Topics;

/** What went in comes back. */
final class MinuteReaderTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    @Test
    void shouldGiveBackEachMinuteOfTheWindowAsItStandsNow() {
        // Given a day of minutes, one corrected, one taken back, and one with a name that SQL could trip over
        var topic = Topics.derived(Topics.FIRST_GENERATION).queueMinutes();
        var odd = new Minutes()
                .add(QueueCount.OFFERED, 3)
                .of(SOURCE, Channel.SMS, "D'Ori\\ <-", Instant.parse("2026-05-01T12:00:00Z"));
        var minutes = new ArrayList<>(new GeneratedDay(7, 400).minutes());
        minutes.add(odd);
        var from = Instant.parse("2026-05-01T09:30:00Z");
        var to = Instant.parse("2026-05-01T20:00:00Z");
        var gone = minutes.stream()
                .filter(minute -> isWithin(minute, from, to))
                .findFirst()
                .orElseThrow();
        try (var servers = new Servers(folder);
                var writer = new Writer(servers.bootstrapServers(), servers.registry());
                var reader = MinuteReader.open(URI.create(servers.url()), "default", "", TIMEOUT)) {
            for (var minute : minutes) {
                writer.derived(
                        topic,
                        RecordKeys.of(minute),
                        new Minutes().of(SOURCE, minute.channel(), minute.queue(), minute.minute()));
            }
            minutes.forEach(minute -> writer.derived(topic, RecordKeys.of(minute), minute));
            writer.derived(topic, RecordKeys.of(gone), null);
            writer.flush();
            try (var sink = servers.sink()) {
                Servers.awaitCaughtUp(sink, 2L * minutes.size() + 1);
            }

            // When
            var all = new ArrayList<QueueMinute>();
            reader.read(SOURCE, Set.of(), Set.of(), from, to, all::add);
            var some = new ArrayList<QueueMinute>();
            reader.read(SOURCE, Set.of(odd.queue(), "Ventas0<-"), Set.of(Channel.SMS), from, to, some::add);
            var none = new ArrayList<QueueMinute>();
            reader.read("elsewhere", Set.of(), Set.of(), from, to, none::add);

            // Then
            minutes.remove(gone);
            assertThat(all)
                    .containsExactlyInAnyOrderElementsOf(minutes.stream()
                            .filter(minute -> isWithin(minute, from, to))
                            .toList())
                    .hasSizeGreaterThan(100);
            assertThat(some).isEqualTo(List.of(odd));
            assertThat(none).isEmpty();

            servers.stopClickHouse();
            assertThatThrownBy(() -> reader.read(SOURCE, Set.of(), Set.of(), from, to, all::add))
                    .isInstanceOf(RuntimeException.class);
            servers.startClickHouse();
        }
    }

    private static boolean isWithin(QueueMinute minute, Instant from, Instant to) {
        return !minute.minute().isBefore(from) && minute.minute().isBefore(to);
    }
}
