package pulso.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code doctor} at a database that answers. */
final class DoctorTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @Test
    void shouldSayOfEachTableWhatItFound() throws Exception {
        try (var centre = new SimulatedCentre(folder.resolve("mariadb"), 1, 0.05, 0)) {
            // Given two tables with names of their own, one of them without a column that is needed
            centre.execute("CREATE TABLE ccrepo.chatlog (origid INT, datetime DATETIME, guid VARCHAR(60),"
                    + " campaign VARCHAR(60), agent VARCHAR(60), event VARCHAR(60), data1 VARCHAR(250))");
            var mapped = Map.of(
                    "PULSO_SOURCE_TABLE_WEBCHAT_LOG_REPO_NAME", "chatlog",
                    "PULSO_SOURCE_TABLE_WEBCHAT_LOG_REPO_COLUMNS_CALLID", "guid",
                    "PULSO_SOURCE_TABLE_WEBCHAT_LOG_REPO_COLUMNS_QUEUENAME", "campaign");

            // When
            var well = doctor(centre, mapped);
            var half = doctor(
                    centre,
                    Map.of(
                            "PULSO_SOURCE_TABLE_WEBCHAT_LOG_REPO_NAME", "chatlog",
                            "PULSO_SOURCE_TABLES", "ccrepo.QUEUE_LOG_REPO,ccrepo.WEBCHAT_LOG_REPO"));
            var misspelt = doctor(centre, Map.of("PULSO_SOURCE_TABLE_WEBCHAT_LOG_REPO_COLUMNS_GUID", "guid"));

            // Then
            assertThat(well.code).as(well.output).isZero();
            assertThat(well.output)
                    .contains("ccrepo.QUEUE_LOG_REPO", "ccrepo.chatlog", "MariaDB")
                    .doesNotContain("FAIL");
            assertThat(half.code).as(half.output).isEqualTo(1);
            assertThat(half.output)
                    .contains("FAIL", "source.table.webchat_log_repo.columns.callid", "ok    ccrepo.QUEUE_LOG_REPO");
            assertThat(misspelt.code).isEqualTo(2);
            assertThat(misspelt.output).contains("PULSO_SOURCE_TABLE_WEBCHAT_LOG_REPO_COLUMNS_");
        }
    }

    @Test
    void shouldLookAtEachSource() throws Exception {
        try (var centre = new SimulatedCentre(folder.resolve("mariadb"), 1, 0.05, 0)) {
            var database = centre.database();

            var found = doctor(Map.of(
                    "PULSO_SOURCES_NORTE_URL",
                    "jdbc:mariadb://127.0.0.1:" + database.port(),
                    "PULSO_SOURCES_NORTE_USER",
                    database.captureUser(),
                    "PULSO_SOURCES_NORTE_PASSWORD",
                    database.capturePassword(),
                    "PULSO_SOURCES_SUR_URL",
                    "jdbc:mariadb://127.0.0.1:" + database.port(),
                    "PULSO_SOURCES_SUR_USER",
                    "nobody"));

            assertThat(found.code).as(found.output).isEqualTo(1);
            var south = found.output.indexOf("\nsur\n");
            assertThat(found.output.indexOf("\nnorte\n")).isNotNegative().isLessThan(south);
            assertThat(found.output.substring(0, south)).doesNotContain("FAIL");
            assertThat(found.output.substring(south)).contains("FAIL", "nobody");
        }
    }

    private record Found(int code, String output) {}

    private Found doctor(SimulatedCentre centre, Map<String, String> more) throws Exception {
        var database = centre.database();
        var settings = new HashMap<>(Map.of(
                "PULSO_SOURCE_URL", "jdbc:mariadb://127.0.0.1:" + database.port(),
                "PULSO_SOURCE_USER", database.captureUser(),
                "PULSO_SOURCE_PASSWORD", database.capturePassword(),
                "PULSO_SOURCE_ZONE", centre.zone().getId()));
        settings.putAll(more);
        return doctor(settings);
    }

    private Found doctor(Map<String, String> settings) throws Exception {
        var own = Files.createTempDirectory(folder, "doctor");
        try (var process = PulsoProcess.start(own, "UTC", settings, List.of("doctor"))) {
            int code = process.awaitEnd(LIMIT);
            return new Found(code, process.output() + process.errors());
        }
    }
}
