package pulso.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A busy day of a contact centre, the greater part of it there before Pulso, the rest written while Pulso runs. */
final class WholeDayTest {
    @TempDir
    Path folder;

    @Test
    void shouldTellTheSameOnTheWallAndInClickHouseAsTrulyHappened() throws Exception {
        try (var centre = new SimulatedCentre(folder.resolve("mariadb"), 1)) {
            // Given
            centre.writeUntilThePipelineStarts();
            try (var captured = new CapturedCentre(centre, folder.resolve("pulso"))) {
                captured.awaitReady();

                // When
                centre.writeToEnd();
                captured.awaitDrained();

                // Then
                assertThat(centre.ledger().rowCounts().get("QUEUE_LOG_REPO")).isGreaterThan(20_000);
                captured.assertWitnessesAgree();
                DashboardMetrics.assertServedOn(captured.ports().http());
                assertThat(captured.stop()).as(captured.toString()).isIn(0, 143);
            }
        }
    }
}
