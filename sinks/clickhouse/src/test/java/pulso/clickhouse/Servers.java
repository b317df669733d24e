package pulso.clickhouse;

import java.net.URI;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import pulso.embedded.EmbeddedClickHouse;
import pulso.embedded.EmbeddedKafka;
import pulso.schemas.source.Layouts;
import pulso.schemas.topic.Topic;
import pulso.schemas.topic.TopicCreation;
import pulso.schemas.topic.Topics;
import pulso.schemas.wire.KafkaSchemaRegistry;

/** A real Kafka and a real ClickHouse with the topics of one source, and a way to ask the tables. */
final class Servers implements AutoCloseable {
    static final String SOURCE = "ucontact";
    static final ZoneId ZONE = ZoneId.of("America/Montevideo");
    /** Captured as far as the sink knows, yet without a topic. */
    static final RawTable ABSENT = RawTable.AUDITORY;

    private static final Duration RETENTION = Duration.ofDays(365_000);
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static final Set<String> TABLES = Arrays.stream(RawTable.values())
            .map(table -> table.sourceTable().name())
            .collect(Collectors.toUnmodifiableSet());

    private final Path folder;
    private final EmbeddedKafka kafka;
    private final KafkaSchemaRegistry registry;
    private EmbeddedClickHouse clickHouse;

    Servers(Path folder) {
        this.folder = folder;
        this.kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
        this.clickHouse = EmbeddedClickHouse.start(folder.resolve("clickhouse"), 0);
        createTopics();
        this.registry = new KafkaSchemaRegistry(kafka.bootstrapServers());
    }

    String url() {
        return clickHouse.url();
    }

    String jdbcUrl() {
        return clickHouse.jdbcUrl();
    }

    String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    KafkaSchemaRegistry registry() {
        return registry;
    }

    ClickHouseConfig config() {
        return config(Duration.ofMillis(100), 10_000);
    }

    ClickHouseConfig config(Duration flushInterval, int maxRows) {
        return new ClickHouseConfig(
                URI.create(clickHouse.url()),
                "default",
                "",
                kafka.bootstrapServers(),
                Topics.FIRST_GENERATION,
                true,
                List.of(new ClickHouseConfig.Source(SOURCE, TABLES, ZONE)),
                flushInterval,
                maxRows,
                Storage.DEFAULT,
                null);
    }

    ClickHouseSink sink() {
        return ClickHouseSink.start(config(), registry);
    }

    void stopClickHouse() {
        clickHouse.close();
    }

    void startClickHouse() {
        var port = clickHouse.port();
        clickHouse = EmbeddedClickHouse.start(folder.resolve("clickhouse"), port);
    }

    /** The cells of a result, row by row, as text; null as {@code null}. */
    List<List<String>> query(String sql) {
        try (var connection = DriverManager.getConnection(clickHouse.jdbcUrl());
                var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            var rows = new ArrayList<List<String>>();
            while (result.next()) {
                var row = new ArrayList<String>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.add(String.valueOf(result.getString(i)));
                }
                rows.add(row);
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    void execute(String sql) {
        try (var connection = DriverManager.getConnection(clickHouse.jdbcUrl());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** What the server says when it refuses a statement. */
    String refusal(String sql) {
        try (var connection = DriverManager.getConnection(clickHouse.jdbcUrl());
                var statement = connection.createStatement()) {
            statement.execute(sql);
            throw new AssertionError("not refused: " + sql);
        } catch (SQLException e) {
            return String.valueOf(e.getMessage());
        }
    }

    long count(String sql) {
        return Long.parseLong(query(sql).getFirst().getFirst());
    }

    static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not seen within " + LIMIT.toSeconds() + " s: " + what);
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    /** Everything written so far is in the tables. */
    static void awaitCaughtUp(ClickHouseSink sink, long records) {
        await("all records are in ClickHouse: " + sink.status(), () -> {
            var status = sink.status();
            return status.healthy()
                    && status.tables().stream().allMatch(table -> table.lagRecords() == 0)
                    && status.tables().stream()
                                    .mapToLong(table -> table.rowsInserted() + table.recordsRejected())
                                    .sum()
                            >= records;
        });
    }

    @Override
    public void close() {
        registry.close();
        clickHouse.close();
        kafka.close();
    }

    private void createTopics() {
        var topics = new ArrayList<Topic<?>>((Collection<? extends Topic<?>>)
                Topics.derived(Topics.FIRST_GENERATION).all());
        topics.add(Topics.SCHEMAS);
        topics.add(Topics.SOURCE);
        topics.add(Topics.REJECTED);
        topics.add(Topics.SETTINGS);
        for (var table : EnumSet.complementOf(EnumSet.of(ABSENT))) {
            topics.add(Topics.raw(SOURCE, Layouts.documented().of(table.sourceTable()), RETENTION));
        }
        try (var admin = Admin.create(
                Map.<String, Object>of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers()))) {
            TopicCreation.ensure(admin, (short) 1, topics);
        }
    }
}
