package pulso.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pulso.schemas.source.Operation;

class KilledCaptureTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String TOPIC = "ucontact.ccrepo.QUEUE_LOG_REPO";
    private static final String COLUMNS = "origid, callid, agent, data1";
    private static final int ROWS_BEFORE = 60_000;

    @TempDir
    private Path folder;

    private Site site;

    @BeforeEach
    void start() throws SQLException {
        site = Site.start(folder);
    }

    @AfterEach
    void stop() {
        site.close();
    }

    @Test
    void shouldLoseAndDoubleNothingHoweverOftenItIsKilled() throws Exception {
        var seed = System.nanoTime();
        System.out.println("seed " + seed);
        var random = new Random(seed);
        try (var topic = new RawTopic(site.bootstrapServers(), TOPIC, site.registry())) {
            // Given a table, and a capture that dies in its snapshot
            site.queueLogRows(0, ROWS_BEFORE, 5000);
            var written = ROWS_BEFORE;
            try (var capture = CaptureProcess.start(site)) {
                capture.awaitStart();
                awaitMore(topic, 1);
                capture.kill();
            }
            var cutOff = topic.all().size();
            assertThat(cutOff).isPositive().isLessThan(ROWS_BEFORE);
            // When the next one dies three times in the stream, whatever it is doing
            try (var capture = CaptureProcess.start(site)) {
                awaitMore(topic, ROWS_BEFORE + ROWS_BEFORE / 10);
                written = write(written, random);
                awaitMore(topic, 1 + random.nextInt(5_000));
                capture.kill();
            }
            for (int i = 0; i < 2; i++) {
                written = write(written, random);
                try (var capture = CaptureProcess.start(site)) {
                    awaitMore(topic, 1 + random.nextInt(15_000));
                    Thread.sleep(random.nextInt(200));
                    capture.kill();
                }
            }
            site.execute("CREATE TABLE cccustom.lone (id INT)");
            try (var _ = CaptureProcess.start(site)) {
                write(written, random);
                var expected = site.tableRows("ccrepo.QUEUE_LOG_REPO", COLUMNS);
                // Then the complete epoch and the stream hold each row as often as the table does
                topic.await(expected.size() + cutOff, PATIENCE);
                Thread.sleep(1500);
                var received = topic.all();
                var complete = received.getLast().change().epoch();
                var counted = received.stream()
                        .filter(row -> row.change().operation() != Operation.READ
                                || row.change().epoch() == complete)
                        .toList();
                System.out.printf(
                        "%d rows, %d of a snapshot cut off, epochs %s%n", counted.size(), cutOff, epochs(received));
                assertThat(complete).isEqualTo(2);
                assertThat(counted).hasSize(expected.size());
                assertThat(Lines.of(counted, List.of("origid", "callid", "agent", "data1")))
                        .isEqualTo(expected);
            }
        }
    }

    /** Transactions of 1 to 3,000 rows, and a statement that is one of its own. */
    private int write(int from, Random random) throws SQLException {
        int next = from;
        for (int size : new int[] {1, 20, 3000, 1 + random.nextInt(200), 3000, 1, 3000}) {
            site.queueLogRows(next, size, size);
            next += size;
        }
        site.execute("CREATE OR REPLACE TABLE cccustom.scratch (id INT)");
        for (int i = 0; i < 3; i++) {
            site.queueLogRows(next, 2000, 2000);
            next += 2000;
        }
        return next;
    }

    private static void awaitMore(RawTopic topic, int rows) {
        int wanted = topic.all().size() + rows;
        assertThat(topic.await(wanted, PATIENCE)).hasSizeGreaterThanOrEqualTo(wanted);
    }

    private static Set<Long> epochs(List<RawTopic.Received> received) {
        var epochs = new HashSet<Long>();
        received.forEach(row -> epochs.add(row.change().epoch()));
        return epochs;
    }
}
