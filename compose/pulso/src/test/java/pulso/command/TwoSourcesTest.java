package pulso.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pulso.schemas.settings.Setting;
import pulso.schemas.settings.SettingVersion;

/** Two contact centres in one installation, with queues and agents of the same names, in two zones. */
final class TwoSourcesTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String DECISIONS = """
        sources:
          norte:
            names: {table: ccdata.agents, agent: username, name: fullname, number: extension}
            settings:
              queues: {"Ventas<-": {threshold: 30, group: ventas}}
          sur:
            settings:
              queues: {"Ventas<-": {threshold: 60}}
              agents: {lucia.perez: {name: Lucía Pérez}}
        """;

    @TempDir
    Path folder;

    @Test
    void shouldKeepThemApartAndTellTheTruthOfEach() throws Exception {
        var pulso = Files.createDirectories(folder.resolve("pulso"));
        Files.writeString(pulso.resolve("pulso.yaml"), DECISIONS);
        try (var north = new SimulatedCentre(folder.resolve("north"), 3, 0.05, 0);
                var south = new SimulatedCentre(folder.resolve("south"), 4, 0.05, 1)) {
            // Given
            north.execute("CREATE TABLE ccdata.agents (username VARCHAR(40) PRIMARY KEY, fullname VARCHAR(80),"
                    + " extension VARCHAR(20))");
            north.execute("INSERT INTO ccdata.agents VALUES ('lucia.perez', 'LUCIA PEREZ', '1002')");
            north.writeUntilThePipelineStarts();
            south.writeUntilThePipelineStarts();
            var centres = new TreeMap<>(Map.of("norte", north, "sur", south));
            try (var captured = CapturedCentre.several(centres, pulso)) {
                captured.awaitReady();

                // When
                north.execute("UPDATE ccdata.agents SET fullname = 'Lucía P. Gómez'");
                north.writeToEnd();
                south.writeToEnd();
                captured.awaitDrained();

                // Then
                var day = new Witnesses.Window(north.at(0, 0), north.at(24, 0), 20);
                assertThat(FigureSheet.of(north.ledger().figures(day.from(), day.to(), 20, 5))
                                .queues())
                        .as("two different days of queues that share their names")
                        .containsKey("telephony Ventas<-")
                        .isNotEqualTo(FigureSheet.of(south.ledger().figures(day.from(), day.to(), 20, 5))
                                .queues());
                captured.assertWitnessesAgree();
                assertSettings(captured);
                assertHealth(captured);
                assertThat(captured.stop()).as(captured.toString()).isIn(0, 143);
            }
        }
    }

    private static void assertSettings(CapturedCentre captured) throws Exception {
        Await.until(
                "the new name is known",
                LIMIT,
                () -> captured,
                () -> "Lucía P. Gómez"
                        .equals(inForce(captured, "norte", Setting.Kind.AGENT, "lucia.perez")
                                .name()));
        assertThat(inForce(captured, "norte", Setting.Kind.AGENT, "lucia.perez").number())
                .isEqualTo("1002");
        assertThat(inForce(captured, "sur", Setting.Kind.AGENT, "lucia.perez").name())
                .isEqualTo("Lucía Pérez");
        assertThat(inForce(captured, "norte", Setting.Kind.QUEUE, "Ventas<-").thresholdSeconds())
                .isEqualTo(30);
        assertThat(inForce(captured, "sur", Setting.Kind.QUEUE, "Ventas<-").thresholdSeconds())
                .isEqualTo(60);
        assertThat(inForce(captured, "norte", Setting.Kind.SOURCE, "").zone())
                .isNotEqualTo(inForce(captured, "sur", Setting.Kind.SOURCE, "").zone());
    }

    private static SettingVersion inForce(CapturedCentre captured, String source, Setting.Kind kind, String subject) {
        return captured.topics().settings(source).stream()
                .filter(setting -> setting.kind() == kind && setting.subject().equals(subject))
                .findFirst()
                .orElseThrow()
                .versions()
                .getLast();
    }

    private static void assertHealth(CapturedCentre captured) throws Exception {
        var parts = captured.board().json("/health/ready").get("parts");
        assertThat(parts.properties().stream().map(Map.Entry::getKey))
                .contains("ingest norte", "ingest sur", "topology norte", "topology sur", "clickhouse", "wallboard");
        for (var source : new String[] {"norte", "sur"}) {
            assertThat(captured.board().metric("pulso_topology_rows_total", source))
                    .isPositive();
            assertThat(captured.board().metric("pulso_topology_rejected_total", source))
                    .isNotNegative();
            assertThat(captured.board().metric("pulso_topology_deletes_total", source))
                    .isNotNegative();
            assertThat(captured.board().metric("pulso_topology_lag_records", source))
                    .isLessThan(1_000);
        }
    }
}
