package pulso.clickhouse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pulso.schemas.topic.Topics;

/**
 * Brings databases and tables to the newest version. Each file is applied once for each database and then never changed;
 * {@code pulso.schema_version} says which are in place. Every statement can be repeated, so being cut off harms nothing.
 */
final class Migrations {
    private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);
    private static final String LOG_TABLE = "${log_table}";
    private static final List<String> RAW = List.of("raw/001_raw_tables.sql");
    private static final List<String> GENERATION = List.of(
            "generation/001_derived_tables.sql",
            "generation/002_time_indexes.sql",
            "generation/003_order_of_time.sql",
            "generation/004_telephony_apart.sql");
    private static final int DERIVED_TABLES =
            DerivedTable.of(Topics.derived(Topics.FIRST_GENERATION)).size();
    private static final List<String> BOOTSTRAP =
            List.of("CREATE DATABASE IF NOT EXISTS pulso COMMENT 'What people query: exact without FINAL'", """
            CREATE TABLE IF NOT EXISTS pulso.schema_version
            (
                database LowCardinality(String) COMMENT 'Database that the file was applied to',
                file String COMMENT 'Migration',
                checksum String COMMENT 'CRC-32 of its text',
                applied_at DateTime64(3, 'UTC') COMMENT 'When it was applied'
            )
            ENGINE = ReplacingMergeTree(applied_at)
            ORDER BY (database, file)
            COMMENT 'Migrations in place'
            """);

    private final ClickHouseServer server;

    Migrations(ClickHouseServer server) {
        this.server = server;
    }

    void apply(String generationDatabase) {
        BOOTSTRAP.forEach(server::define);
        bring(RawTable.DATABASE, RAW, RawTable.values().length + 1);
        bring(generationDatabase, GENERATION, DERIVED_TABLES);
    }

    /** What was dropped is made again, whatever was applied to it before. */
    private void bring(String database, List<String> files, int tables) {
        long present = server.query(
                        "SELECT count() AS tables FROM system.tables WHERE database = '%s' AND engine LIKE '%%ReplacingMergeTree'"
                                .formatted(database))
                .getFirst()
                .getLong("tables");
        if (present < tables) {
            forget(database);
        }
        for (var file : files) {
            apply(database, file);
        }
    }

    /** After a database was dropped: made anew, it is brought to the newest version from the beginning. */
    void forget(String database) {
        server.define("ALTER TABLE pulso.schema_version DELETE WHERE database = " + Views.quoted(database)
                + " SETTINGS mutations_sync = 2");
    }

    /** The statements of a file, comments left out. */
    static List<String> statements(String file, Map<String, String> variables) {
        return List.of(text(file, variables).split(";\n")).stream()
                .map(statement -> statement.strip().replaceFirst(";$", ""))
                .filter(statement -> !statement.isEmpty())
                .toList();
    }

    /** A file without its comments, variables filled in. */
    static String text(String file, Map<String, String> variables) {
        var text = read(file)
                .lines()
                .filter(line -> !line.stripLeading().startsWith("--"))
                .collect(Collectors.joining("\n", "", "\n"));
        for (var variable : variables.entrySet()) {
            text = text.replace("${" + variable.getKey() + '}', variable.getValue());
        }
        return text;
    }

    private void apply(String database, String file) {
        var checksum = checksum(file);
        var applied =
                server.query("SELECT checksum FROM pulso.schema_version FINAL WHERE database = '%s' AND file = '%s'"
                        .formatted(database, file));
        if (!applied.isEmpty()) {
            if (!applied.getFirst().getString("checksum").equals(checksum)) {
                throw new IllegalStateException(
                        "migration " + file + " was changed after " + database + " had been brought to it");
            }
            return;
        }
        definitions(file, database)
                .forEach(statement -> TableCopy.of(server, statement)
                        .ifPresentOrElse(TableCopy::run, () -> server.define(statement)));
        server.execute("INSERT INTO pulso.schema_version VALUES ('%s', '%s', '%s', now64(3))"
                .formatted(database, file, checksum));
        LOG.info("{}: {} is in place", database, file);
    }

    private static List<String> definitions(String file, String database) {
        return statements(file, Map.of("database", database)).stream()
                .flatMap(statement -> forEachLog(statement).stream())
                .toList();
    }

    /** All that a server without anything of Pulso is told, in order. */
    static List<String> everyStatement(String generationDatabase) {
        var all = new ArrayList<>(BOOTSTRAP);
        RAW.forEach(file -> all.addAll(definitions(file, RawTable.DATABASE)));
        GENERATION.forEach(file -> all.addAll(definitions(file, generationDatabase)));
        return all;
    }

    /** The logs of the channels have the same columns: one statement tells them all. */
    private static List<String> forEachLog(String statement) {
        if (!statement.contains(LOG_TABLE)) {
            return List.of(statement);
        }
        return Arrays.stream(RawTable.values())
                .filter(table -> table.log() != null)
                .map(table -> statement
                        .replace(LOG_TABLE, table.table())
                        .replace("${source_table}", table.sourceTable().tableName()))
                .toList();
    }

    private static String checksum(String file) {
        var checksum = new CRC32();
        checksum.update(read(file).getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().toHexDigits((int) checksum.getValue());
    }

    private static String read(String file) {
        try (var in = Migrations.class.getResourceAsStream("ddl/" + file)) {
            if (in == null) {
                throw new IllegalStateException("resource ddl/" + file + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
