package pulso.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static pulso.clickhouse.Writer.queueLog;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pulso.schemas.source.Layouts;

/** A sink killed amid its inserts, again and again. */
final class KillTest {
    private static final int ROWS = 40_000;
    private static final int KILLS_AMID_AN_INSERT = 3;
    private static final int MOST_KILLS = 12;
    private static final TopicPartition PARTITION =
            new TopicPartition(RawTable.QUEUE_LOG.topic(Servers.SOURCE, Layouts.documented()), 0);

    @TempDir
    Path folder;

    @Test
    void shouldHoldEachRowOnceHoweverOftenTheSinkIsKilled() throws Exception {
        var chance = new Random(7);
        try (var servers = new Servers(folder);
                var writer = new Writer(servers.bootstrapServers(), servers.registry());
                var admin = Admin.create(Map.<String, Object>of(
                        AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, servers.bootstrapServers()))) {
            // Given tables without merges, so that a row inserted twice could be seen
            try (var sink = servers.sink()) {
                Servers.await("tables are there", () -> sink.status().healthy());
            }
            servers.execute("SYSTEM STOP MERGES");
            var nine = LocalDateTime.of(2026, 5, 1, 9, 0);
            for (int i = 0; i < ROWS; i++) {
                writer.queueLog("c", null, queueLog(i, nine.plusSeconds(i), "c" + i, "ENTERQUEUE", ""));
            }
            writer.flush();

            // When
            int amid = 0;
            int kills = 0;
            while (amid < KILLS_AMID_AN_INSERT && kills < MOST_KILLS) {
                long before = servers.count("SELECT count() FROM pulso_raw.queue_log");
                var process = SinkProcess.start(servers.config());
                Servers.await(
                        "the process inserts",
                        () -> servers.count("SELECT count() FROM pulso_raw.queue_log") > before || before == ROWS);
                Thread.sleep(chance.nextLong(150));
                process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
                kills++;
                amid += isPromised(admin, servers.config()) ? 1 : 0;
            }
            assertThat(servers.count("SELECT count() FROM pulso_raw.queue_log")).isLessThan(ROWS);
            try (var sink = servers.sink()) {
                Servers.await(
                        "all is in: " + sink.status(),
                        () -> servers.count("SELECT uniqExact(identity) FROM pulso_raw.queue_log") == ROWS);
            }

            // Then
            assertThat(amid)
                    .as("kills between promise and acknowledgement, of " + kills)
                    .isGreaterThanOrEqualTo(3);
            assertThat(servers.count("SELECT count() FROM pulso_raw.queue_log"))
                    .as("inserted")
                    .isEqualTo(ROWS);
            assertThat(servers.count("SELECT count() FROM pulso.queue_log"))
                    .as("shown")
                    .isEqualTo(ROWS);
        }
    }

    private static boolean isPromised(Admin admin, ClickHouseConfig config) throws Exception {
        var offsets = admin.listConsumerGroupOffsets(config.consumerGroup())
                .partitionsToOffsetAndMetadata()
                .get();
        var offset = offsets.get(PARTITION);
        return offset != null && !offset.metadata().isEmpty();
    }
}
