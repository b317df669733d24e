package pulso.benchmark;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Random;
import org.apache.kafka.common.TopicPartition;
import pulso.benchmark.Trail.Place;
import pulso.schemas.topic.Topics;
import pulso.schemas.wire.AvroWire;
import pulso.schemas.wire.JsonKey;

/**
 * Rows of calls that enter, written now, and when their passages can be read in the live generation's topic. A row counts
 * from the broker's answer to it. Each is of a call of its own: of two rows of one call that are committed together only the
 * last word is written.
 */
final class LiveProbes implements AutoCloseable {
    private static final String QUEUE = "Sonda<-";
    private static final int CAPACITY = 10_000;
    private static final Duration MEAN_GAP = Duration.ofMillis(60);
    private static final Duration ARRIVAL_LIMIT = Duration.ofSeconds(60);
    private static final ZoneId ZONE = ZoneId.of(RawLog.ZONE);

    private final Trail trail = new Trail(CAPACITY);
    private final Random random = new Random(7);
    private final RawLog log;
    private final TopicWatch passages;
    private int written;

    LiveProbes(String bootstrapServers, AvroWire wire, RawLog log) {
        this.log = log;
        var topic = Topics.derived(Topics.FIRST_GENERATION).passages();
        this.passages = new TopicWatch(
                bootstrapServers,
                new TopicPartition(topic.name(), Topics.partition(RawLog.SOURCE)),
                trail,
                Place.DERIVED,
                record -> {
                    var key = JsonKey.parse(record.key());
                    if (record.value() == null || !QUEUE.equals(key.text(3))) {
                        return -1;
                    }
                    var passage = wire.decode(topic.requireCodec(), record.value());
                    return Integer.parseInt(passage.interaction()
                            .substring(passage.interaction().indexOf('.') + 1));
                });
    }

    /** Writes so many rows at random intervals, waits for all of them, and says how long they took. */
    Spread measure(int count) throws InterruptedException {
        int from = written;
        long due = System.nanoTime();
        for (int i = 0; i < count; i++) {
            due += random.nextLong(2 * MEAN_GAP.toNanos());
            long wait = due - System.nanoTime();
            if (wait > 0) {
                Thread.sleep(Duration.ofNanos(wait));
            }
            write(written++);
        }
        long deadline = System.nanoTime() + ARRIVAL_LIMIT.toNanos();
        for (int probe = from; probe < written; probe++) {
            while (!trail.isSeen(Place.DERIVED, probe)) {
                if (passages.hasEnded() || System.nanoTime() > deadline) {
                    throw new BenchmarkException("the passage of live row " + probe + " was not seen");
                }
                Thread.sleep(5);
            }
        }
        return trail.between(Place.COMMITTED, Place.DERIVED, from, written);
    }

    private void write(int probe) {
        var now = Instant.now();
        var local = LocalDateTime.ofInstant(now, ZONE).withNano(0);
        log.call(now, local, probe + 1, "sonda." + probe, QUEUE, "ENTERQUEUE", "", "099000" + probe, "1");
        log.flush();
        trail.seen(Place.COMMITTED, probe, System.nanoTime());
    }

    @Override
    public void close() {
        passages.close();
    }
}
