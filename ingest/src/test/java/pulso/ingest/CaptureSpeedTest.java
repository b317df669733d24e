package pulso.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Prints what the capture takes; {@code -Dpulso.measure=true} measures throughput too. */
class CaptureSpeedTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String TOPIC = "ucontact.ccrepo.QUEUE_LOG_REPO";
    private static final int MANY = 500_000;

    @TempDir
    private Path folder;

    @Test
    void shouldBringARowWithinAFractionOfASecond() throws Exception {
        try (var site = Site.start(folder);
                var ingest = Ingest.start(site.config(), site.registry());
                var connection = site.connect();
                var topic = topic(site)) {
            assertThat(ingest.awaitSnapshot(PATIENCE)).isTrue();
            connection.setAutoCommit(false);
            var latency = new Histogram(3);
            for (int i = 1; i <= 900; i++) {
                if (i == 401) {
                    latency.reset();
                }
                Site.insertQueueLog(connection, i * 10 + 1, 1, 1);
                long committed = System.nanoTime();
                while (topic.poll(Duration.ofMillis(100)).isEmpty()) {
                    assertThat(System.nanoTime() - committed).isLessThan(PATIENCE.toNanos());
                }
                latency.recordValue(System.nanoTime() - committed);
                Thread.sleep(7);
            }
            System.out.printf(
                    "commit to committed record: p50 %.1f ms, p99 %.1f ms, max %.1f ms, one row at a time%n",
                    latency.getValueAtPercentile(50) / 1e6,
                    latency.getValueAtPercentile(99) / 1e6,
                    latency.getMaxValue() / 1e6);
            assertThat(latency.getValueAtPercentile(99))
                    .isLessThan(Duration.ofSeconds(1).toNanos());
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "pulso.measure", matches = "true")
    void shouldTellHowManyRowsASecondItTakes() throws Exception {
        try (var site = Site.start(folder);
                var topic = topic(site)) {
            site.queueLogRows(1, MANY / 2, 5000);
            long rows = MANY / 2 + MANY / 20;
            long began = System.nanoTime();
            try (var ingest = Ingest.start(site.config(), site.registry())) {
                assertThat(ingest.awaitSnapshot(PATIENCE)).isTrue();
                print("snapshot with start", rows, began);
            }
            site.queueLogRows(MANY + 1, MANY, 5000);
            began = System.nanoTime();
            long first = 0;
            long seen = 0;
            try (var _ = Ingest.start(site.config(), site.registry())) {
                topic.seekToEnd(topic.assignment());
                topic.assignment().forEach(topic::position);
                while (seen < MANY + MANY / 10) {
                    int got = topic.poll(Duration.ofMillis(20)).count();
                    first = first == 0 && got > 0 ? System.nanoTime() : first;
                    seen += got;
                    assertThat(System.nanoTime() - began).isLessThan(PATIENCE.toNanos());
                }
                print("backlog from the binlog", seen, first);
            }
        }
    }

    private static void print(String what, long rows, long began) {
        double seconds = (System.nanoTime() - began) / 1e9;
        System.out.printf("%s: %d rows in %.1f s, %.0f rows/s%n", what, rows, seconds, rows / seconds);
    }

    private static KafkaConsumer<byte[], byte[]> topic(Site site) {
        var consumer = RawTopic.consumer(site.bootstrapServers());
        var partition = List.of(new TopicPartition(TOPIC, 0));
        consumer.assign(partition);
        consumer.seekToBeginning(partition);
        return consumer;
    }
}
