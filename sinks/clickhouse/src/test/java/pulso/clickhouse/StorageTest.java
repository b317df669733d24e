package pulso.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pulso.embedded.EmbeddedClickHouse;

/** Lifetimes of rows and columns, and the definitions for a cluster. */
final class StorageTest {
    @TempDir
    static Path folder;

    private static EmbeddedClickHouse clickHouse;
    private static ClickHouseServer server;

    @BeforeAll
    static void start() {
        clickHouse = EmbeddedClickHouse.start(folder, 0);
        server = new ClickHouseServer(ClickHouseConfig.of(URI.create(clickHouse.url()), "127.0.0.1:1", List.of()));
        new Migrations(server).apply("pulso_g1");
    }

    @AfterAll
    static void stop() {
        server.close();
        clickHouse.close();
    }

    @Test
    void shouldKeepRowsAndPersonalColumnsAsLongAsConfigured() {
        // Given an old passage, a newer one, and a row that takes another out
        server.execute("INSERT INTO pulso_g1.passages (source, interaction, enter, caller, version, is_deleted) VALUES"
                + " ('u', 'old', now64(3) - INTERVAL 40 DAY, '1', 1, 0), ('u', 'new', now64(3) - INTERVAL 10 DAY, '2', 2, 0),"
                + " ('u', 'gone', '1970-01-01', NULL, 3, 1), ('u', 'today', now64(3), '3', 4, 0)");
        server.execute(
                "INSERT INTO pulso_raw.queue_log (source, identity, datetime, committed_at, data1, caller, topic_offset) VALUES"
                        + " ('u', 1, now64(3) - INTERVAL 10 DAY, now64(3), 'x', '2', 1), ('u', 2, '1970-01-01', now64(3), 'y', '3', 2)");

        // When
        apply(new Retention(100, 30, 400, 7));
        server.execute("OPTIMIZE TABLE pulso_g1.passages FINAL");
        server.execute("OPTIMIZE TABLE pulso_raw.queue_log FINAL");

        // Then
        assertThat(
                        texts(
                                "SELECT concat(interaction, ' ', ifNull(caller, '-')) AS text FROM pulso_g1.passages ORDER BY text"))
                .containsExactly("gone -", "new -", "today 3");
        assertThat(
                        texts(
                                "SELECT concat(data1, ' ', ifNull(caller, '-')) AS text FROM pulso_raw.queue_log ORDER BY text"))
                .containsExactly(" -", "y 3");
        assertThat(ttl("pulso_g1", "queue_minutes")).contains("TTL minute + toIntervalDay(400) WHERE is_deleted = 0");

        // When nothing changes, nothing is altered; when it changes, it is
        var mutations = mutations();
        apply(new Retention(100, 30, 400, 7));
        assertThat(mutations()).isEqualTo(mutations);
        apply(new Retention(100, null, 500, null));
        assertThat(ttl("pulso_g1", "passages")).doesNotContain("TTL");
        assertThat(ttl("pulso_g1", "queue_minutes")).contains("toIntervalDay(500)");
        assertThat(ttl("pulso_raw", "cdr")).contains("toIntervalDay(100)").doesNotContain("toIntervalDay(7)");
        apply(Retention.FOR_EVER);
        assertThat(
                        texts(
                                "SELECT name AS text FROM system.tables WHERE startsWith(database, 'pulso') AND position(create_table_query, ' TTL ') > 0"))
                .isEmpty();
    }

    @Test
    void shouldRefuseALifetimeOfNoDay() {
        assertThatThrownBy(() -> new Retention(null, 0, null, null)).hasMessageContaining("passages");
    }

    @Test
    void shouldDefineEverythingOnTheWholeCluster() {
        var cluster = new Cluster("centre_1");
        var statements = new ArrayList<>(Migrations.everyStatement("pulso_g1"));
        statements.add("CREATE OR REPLACE VIEW pulso.calls (`a` String COMMENT 'x') COMMENT 'y' AS SELECT 1 AS a");
        statements.add("ALTER TABLE pulso_g1.passages MODIFY TTL enter + toIntervalDay(3)");
        statements.add("DROP DATABASE IF EXISTS pulso_g1 SYNC");

        for (var statement : statements) {
            var everywhere = cluster.everywhere(statement);
            if (statement.startsWith("INSERT")) {
                assertThat(everywhere).isEqualTo(statement);
                continue;
            }
            var parsed = texts("SELECT formatQuery(" + Views.quoted(everywhere) + ") AS text")
                    .getFirst();
            assertThat(parsed).contains(" ON CLUSTER centre_1");
            if (statement.contains("ENGINE = ")) {
                assertThat(parsed)
                        .contains("ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/")
                        .contains("'{replica}', ")
                        .doesNotContain("non_replicated");
            }
        }
        assertThat(statements).hasSizeGreaterThan(25);
        assertThat(cluster.everywhere(
                        "CREATE TABLE IF NOT EXISTS a.b (c String) ENGINE = ReplacingMergeTree(v, d) ORDER BY c"))
                .isEqualTo(
                        "CREATE TABLE IF NOT EXISTS a.b ON CLUSTER 'centre_1' (c String)"
                                + " ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/a/b', '{replica}', v, d) ORDER BY c");
        assertThat(cluster.everywhere("INSERT INTO a.b VALUES (1)")).isEqualTo("INSERT INTO a.b VALUES (1)");
    }

    private static void apply(Retention retention) {
        var lifetimes = new Lifetimes(server, retention);
        lifetimes.applyToRaw();
        lifetimes.applyToGeneration("pulso_g1");
    }

    private static List<String> mutations() {
        return texts(
                "SELECT concat(database, '.', table, ' ', mutation_id) AS text FROM system.mutations ORDER BY text");
    }

    private static String ttl(String database, String table) {
        return texts("SELECT create_table_query AS text FROM system.tables WHERE database = '%s' AND name = '%s'"
                        .formatted(database, table))
                .getFirst();
    }

    private static List<String> texts(String sql) {
        return server.query(sql).stream().map(row -> row.getString("text")).toList();
    }
}
