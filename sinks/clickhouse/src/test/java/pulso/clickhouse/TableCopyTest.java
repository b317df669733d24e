package pulso.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pulso.embedded.EmbeddedClickHouse;

/** How an installation of an earlier version gets its passages into the order of today. */
final class TableCopyTest {
    private static final String DATABASE = "pulso_g1";
    private static final String EARLIER = "generation/001_derived_tables.sql";
    private static final long ROWS_OF_A_SLICE = 300;

    @TempDir
    static Path folder;

    private static EmbeddedClickHouse clickHouse;
    private static ClickHouseServer server;

    @BeforeAll
    static void start() {
        clickHouse = EmbeddedClickHouse.start(folder, 0);
        server = new ClickHouseServer(ClickHouseConfig.of(URI.create(clickHouse.url()), "127.0.0.1:1", List.of()));
    }

    @AfterAll
    static void stop() {
        server.close();
        clickHouse.close();
    }

    /** Each row is copied, those that are superseded or take another out included, and none twice. */
    @Test
    void shouldGoOnWhereItWasCutOff() {
        var from = table("it_goes_on");
        var to = table("it_goes_on_copy");
        var copy = new TableCopy(server, from, to);
        var slices = copy.slices(ROWS_OF_A_SLICE);
        assertThat(slices).hasSizeGreaterThan(4);

        // Given that one slice is there, of another a part, and of a third all keys but not the newest version of one
        server.execute("INSERT INTO %s SELECT * FROM %s WHERE %s".formatted(to, from, slices.get(0)));
        server.execute("INSERT INTO %s SELECT * FROM %s WHERE %s LIMIT 10".formatted(to, from, slices.get(1)));
        server.execute(
                "INSERT INTO %1$s SELECT * FROM %2$s WHERE %3$s AND version < (SELECT max(version) FROM %2$s WHERE %3$s)"
                        .formatted(to, from, slices.get(2)));

        assertThat(copy.run(ROWS_OF_A_SLICE)).isEqualTo(slices.size() - 1);
        assertThat(newest(to)).isEqualTo(newest(from));
        assertThat(copy.run(ROWS_OF_A_SLICE)).as("all is there").isZero();
    }

    @Test
    void shouldMakeEachSliceSmall() {
        var from = table("slices");
        var slices = new TableCopy(server, from, from).slices(ROWS_OF_A_SLICE);

        var rows = slices.stream().map(slice -> count(from + " WHERE " + slice)).toList();

        assertThat(rows).allSatisfy(count -> assertThat(count).isLessThan(ROWS_OF_A_SLICE * 2));
        assertThat(rows.stream().mapToLong(Long::longValue).sum()).isEqualTo(count(from));
    }

    @Test
    void shouldBringAnEarlierInstallationToTheOrderOfToday() {
        // Given an installation of the first version, with rows
        var migrations = new Migrations(server);
        migrations.apply(DATABASE);
        server.execute("DROP TABLE " + DATABASE + ".passages SYNC");
        Migrations.statements(EARLIER, Map.of("database", DATABASE)).forEach(server::execute);
        fill(DATABASE + ".passages");
        var before = newest(DATABASE + ".passages");
        server.execute("ALTER TABLE pulso.schema_version DELETE WHERE database = '" + DATABASE + "' AND file != '"
                + EARLIER + "' SETTINGS mutations_sync = 2");
        // and an upgrade that was cut off amid its copy
        server.execute(
                "CREATE TABLE %1$s.passages_in_order AS %1$s.passages ENGINE = ReplacingMergeTree(version, is_deleted)"
                                .formatted(DATABASE)
                        + " ORDER BY (source, channel, interaction, queue, ordinal)");
        server.execute("INSERT INTO %1$s.passages_in_order SELECT * FROM %1$s.passages LIMIT 100".formatted(DATABASE));

        migrations.apply(DATABASE);

        assertThat(server
                        .query(
                                "SELECT concat(partition_key, ': ', sorting_key) AS text FROM system.tables WHERE database = '"
                                        + DATABASE + "' AND startsWith(name, 'passages')")
                        .stream()
                        .map(row -> row.getString("text")))
                .containsExactly("(source, channel = 'telephony'): source, channel, interaction, queue, ordinal");
        assertThat(newest(DATABASE + ".passages")).isEqualTo(before);
    }

    /** A table in the old order, filled. */
    private static String table(String name) {
        server.execute("CREATE DATABASE IF NOT EXISTS other");
        Migrations.statements(EARLIER, Map.of("database", "other")).stream()
                .filter(statement -> statement.contains("other.passages"))
                .forEach(statement -> server.execute(statement.replace("other.passages", "other." + name)));
        if (!name.endsWith("_copy")) {
            fill("other." + name);
        }
        return "other." + name;
    }

    private static void fill(String table) {
        server.execute("""
                INSERT INTO %s (source, channel, interaction, queue, ordinal, enter, version, is_deleted)
                SELECT 'u', ['telephony', 'sms'][1 + number %% 2], toString(number %% 900), concat('it''s ', toString(number %% 3)), 1,
                    toDateTime64('2026-05-01 00:00:00', 3, 'UTC') + number, number, number %% 17 = 0
                FROM numbers(2000)""".formatted(table));
        server.execute("INSERT INTO %1$s SELECT * REPLACE (version + 5000 AS version) FROM %1$s WHERE version %% 5 = 0"
                .formatted(table));
    }

    private static long count(String rows) {
        return server.query("SELECT count() AS n FROM " + rows).getFirst().getLong("n");
    }

    /** The newest row of each key, those that take one out included. */
    private static List<String> newest(String table) {
        return server
                .query("SELECT concat(channel, ' ', queue, ' ', interaction, ' ', toString(max(version)), ' ',"
                        + " toString(argMax(is_deleted, version)), ' ', toString(argMax(enter, version))) AS text FROM "
                        + table + " GROUP BY channel, queue, interaction, ordinal ORDER BY text")
                .stream()
                .map(row -> row.getString("text"))
                .toList();
    }
}
