package pulso.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pulso.schemas.source.Heartbeat;
import pulso.schemas.source.SourceStatus;
import pulso.schemas.topic.Topic;
import pulso.schemas.topic.Topics;
import pulso.schemas.wire.AvroWire;
import pulso.schemas.wire.SchemaRegistry;

class HeartbeatTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration WATCHED = Duration.ofSeconds(6);
    private static final Duration MOST_BEHIND = Duration.ofSeconds(2);

    @TempDir
    private Path folder;

    private Site site;
    private SchemaRegistry registry;

    @BeforeEach
    void start() throws SQLException {
        site = Site.start(folder);
        registry = site.registry();
    }

    @AfterEach
    void stop() {
        site.close();
    }

    private record Heard(Heartbeat heartbeat, Instant at) {
        Duration behind() {
            return Duration.between(heartbeat.databaseTime(), at);
        }
    }

    @Test
    void shouldComeEachSecondFromAnIdleDatabaseWithEmptyTables() throws Exception {
        try (var ingest = Ingest.start(site.config(), registry)) {
            assertThat(ingest.awaitSnapshot(PATIENCE)).isTrue();

            assertSteady(heard());
        }
    }

    @Test
    void shouldComeEachSecondWhileOnlyOtherTablesChange() throws Exception {
        try (var ingest = Ingest.start(site.config(), registry)) {
            assertThat(ingest.awaitSnapshot(PATIENCE)).isTrue();
            var writer = Thread.ofVirtual().start(() -> {
                try {
                    for (int i = 0; i < 70; i++) {
                        site.execute("INSERT INTO cccustom.notes (text) VALUES ('x')");
                        Thread.sleep(100);
                    }
                } catch (SQLException | InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });

            assertSteady(heard());
            writer.join();
        }
    }

    @Test
    void shouldComeEachSecondAfterAStatementThatEndsTheLog() throws Exception {
        try (var ingest = Ingest.start(site.config(), registry)) {
            assertThat(ingest.awaitSnapshot(PATIENCE)).isTrue();
            site.queueLogRows(0, 10, 5);
            site.execute("CREATE TABLE cccustom.lone (id INT)", "ANALYZE TABLE cccustom.lone", "FLUSH LOGS");
            Thread.sleep(1500);

            assertSteady(heard());
        }
    }

    @Test
    void shouldStandAfterEveryRowUpToIt() throws Exception {
        try (var ingest = Ingest.start(site.config(), registry);
                var rows = new RawTopic(site.bootstrapServers(), "ucontact.ccrepo.QUEUE_LOG_REPO", registry);
                var beats = consumer(Topics.heartbeat(Site.SOURCE), 0)) {
            assertThat(ingest.awaitSnapshot(PATIENCE)).isTrue();
            var wire = new AvroWire(registry);
            for (int i = 0; i < 5; i++) {
                site.queueLogRows(i * 9000 + 1, 9000, 9000);
                var committed = Instant.now();
                Heartbeat heartbeat = null;
                while (heartbeat == null || heartbeat.databaseTime().isBefore(committed)) {
                    for (var record : beats.poll(Duration.ofMillis(10))) {
                        heartbeat = wire.decode(Topics.heartbeat(Site.SOURCE).requireCodec(), record.value());
                    }
                }
                assertThat(rows.all()).hasSize((int) site.tableRows("ccrepo.QUEUE_LOG_REPO", "COUNT(*)").stream()
                        .mapToLong(line -> Long.parseLong(line.substring(0, line.length() - 1)))
                        .sum());
            }
        }
    }

    /** A copy that is made every ten minutes; rows that change long after their time say nothing of it. */
    @Test
    void shouldTellHowLateALogIsWritten() throws Exception {
        try (var ingest = Ingest.start(site.config(), registry);
                var beats = consumer(Topics.heartbeat(Site.SOURCE), 0)) {
            assertThat(ingest.awaitSnapshot(PATIENCE)).isTrue();
            assertThat(delayAfter(beats, Instant.now())).isNull();
            for (int minutes = 1; minutes <= 9; minutes++) {
                site.execute("INSERT INTO ccrepo.QUEUE_LOG_REPO (origid, datetime, callid, queuename, agent, event)"
                        + " VALUES ('late', NOW() - INTERVAL " + minutes + " MINUTE, 'c', 'q', 'a', 'CONNECT')");
            }
            site.execute("UPDATE ccrepo.QUEUE_LOG_REPO SET datetime = datetime - INTERVAL 1 DAY");

            assertThat(delayAfter(beats, Instant.now())).isBetween(299L, 310L);
        }
    }

    private @Nullable Long delayAfter(KafkaConsumer<byte[], byte[]> beats, Instant committed) {
        var wire = new AvroWire(registry);
        Heartbeat heartbeat = null;
        while (heartbeat == null || heartbeat.databaseTime().isBefore(committed)) {
            for (var record : beats.poll(Duration.ofMillis(10))) {
                heartbeat = wire.decode(Topics.heartbeat(Site.SOURCE).requireCodec(), record.value());
            }
        }
        return heartbeat.sourceDelaySeconds();
    }

    @Test
    void shouldTellWhereTheCaptureStandsEachSecond() throws Exception {
        try (var ingest = Ingest.start(site.config(), registry);
                var consumer = consumer(Topics.SOURCE, Topics.partition(Site.SOURCE))) {
            assertThat(ingest.awaitSnapshot(PATIENCE)).isTrue();
            Thread.sleep(3000);
            var said = new ArrayList<SourceStatus>();
            for (var record : consumer.poll(Duration.ofSeconds(2))) {
                said.add(new AvroWire(registry).decode(Topics.SOURCE.requireCodec(), record.value()));
            }
            assertThat(said.getFirst().completeEpoch()).isZero();
            assertThat(said.getLast().completeEpoch()).isEqualTo(1);
            assertThat(said.stream().filter(status -> status.completeEpoch() == 1))
                    .hasSizeBetween(3, 8);
            assertThat(said)
                    .allSatisfy(status -> assertThat(status.stoppedBecause()).isNull());
        }
    }

    private static void assertSteady(List<Heard> heard) {
        System.out.println(
                "heartbeats, behind: " + heard.stream().map(Heard::behind).toList());
        assertThat(heard).hasSizeBetween((int) WATCHED.toSeconds() - 2, (int) WATCHED.toSeconds() + 2);
        assertThat(heard).allSatisfy(one -> assertThat(one.behind()).isBetween(Duration.ofMillis(-50), MOST_BEHIND));
    }

    private List<Heard> heard() {
        var topic = Topics.heartbeat(Site.SOURCE);
        var wire = new AvroWire(registry);
        var heard = new ArrayList<Heard>();
        try (var consumer = consumer(topic, 0)) {
            consumer.seekToEnd(consumer.assignment());
            consumer.assignment().forEach(consumer::position);
            long deadline = System.nanoTime() + WATCHED.toNanos();
            while (System.nanoTime() < deadline) {
                for (var record : consumer.poll(Duration.ofMillis(20))) {
                    heard.add(new Heard(wire.decode(topic.requireCodec(), record.value()), Instant.now()));
                }
            }
        }
        return heard;
    }

    private KafkaConsumer<byte[], byte[]> consumer(Topic<?> topic, int partition) {
        var consumer = RawTopic.consumer(site.bootstrapServers());
        var assigned = List.of(new TopicPartition(topic.name(), partition));
        consumer.assign(assigned);
        consumer.seekToBeginning(assigned);
        return consumer;
    }
}
