package pulso.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pulso.schemas.topic.RecordKeys;
import pulso.schemas.topic.Topics;

/** Whatever is dropped in ClickHouse comes back from the topics. */
final class RebuildTest {
    private static final GeneratedDay DAY = new GeneratedDay(7, 600);

    @TempDir
    static Path folder;

    private static Servers servers;
    private static long records;

    @BeforeAll
    static void write() {
        servers = new Servers(folder);
        var topics = Topics.derived(Topics.FIRST_GENERATION);
        try (var writer = new Writer(servers.bootstrapServers(), servers.registry())) {
            DAY.passages.forEach(passage -> writer.derived(topics.passages(), RecordKeys.of(passage), passage));
            var minutes = DAY.minutes();
            minutes.forEach(minute -> writer.derived(topics.queueMinutes(), RecordKeys.of(minute), minute));
            int origId = 0;
            for (var row : DAY.rows) {
                writer.log(++origId, row);
            }
            writer.flush();
            records = 0L + DAY.passages.size() + minutes.size() + DAY.rows.size();
        }
    }

    @AfterAll
    static void stop() {
        servers.close();
    }

    @Test
    @Tag("long")
    void shouldComeBackWithTheSameContent() {
        // Given
        try (var sink = servers.sink()) {
            Servers.awaitCaughtUp(sink, records);
        }
        var before = checksums();
        assertThat(before).hasSizeGreaterThan(30);
        assertThat(before.get("passages")).doesNotStartWith("0 ");

        // When everything is dropped between two runs
        for (var database : List.of("pulso", "pulso_raw", "pulso_g1")) {
            servers.execute("DROP DATABASE " + database + " SYNC");
        }
        try (var sink = servers.sink()) {
            Servers.awaitCaughtUp(sink, records);
            assertThat(checksums()).isEqualTo(before);

            // When some of it is dropped or emptied while it is fed
            servers.execute("DROP TABLE pulso_g1.passages SYNC");
            servers.execute("DROP DATABASE pulso_raw SYNC");
            Servers.await("the tables are there again", () -> same(before));
        }

        // When a table is emptied between two runs
        servers.execute("TRUNCATE TABLE pulso_g1.queue_minutes");
        try (var sink = servers.sink()) {
            Servers.awaitCaughtUp(sink, 1);
            assertThat(checksums()).isEqualTo(before);
        }
    }

    private static boolean same(Map<String, String> expected) {
        try {
            return checksums().equals(expected);
        } catch (IllegalStateException _) {
            return false;
        }
    }

    /** Rows and content of each view without parameters. */
    private static Map<String, String> checksums() {
        var checksums = new TreeMap<String, String>();
        var queries = new ArrayList<String>();
        for (var view : servers.query(
                "SELECT name FROM system.tables WHERE database = 'pulso' AND engine = 'View' AND comment != ''")) {
            queries.add("SELECT '%1$s', concat(toString(count()), ' ', toString(sum(cityHash64(*)))) FROM pulso.%1$s"
                    .formatted(view.getFirst()));
        }
        for (var query : queries) {
            var row = servers.query(query).getFirst();
            checksums.put(row.getFirst(), row.getLast());
        }
        return checksums;
    }
}
