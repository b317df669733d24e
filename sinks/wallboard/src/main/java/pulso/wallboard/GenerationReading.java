package pulso.wallboard;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pulso.schemas.passage.Channel;
import pulso.schemas.settings.Setting;
import pulso.schemas.topic.Topic;
import pulso.schemas.topic.Topics;
import pulso.schemas.wire.AvroWire;
import pulso.schemas.wire.JsonKey;

/**
 * Reads one generation's derived topics, committed records only, from their beginning into a board, and goes on until it
 * is closed.
 *
 * <p>It is restoring until it has read everything that was there when it began; a failure (an offset that is gone, a
 * broker that is away) clears its board and begins anew, so what the board shows is whole or not shown.
 */
final class GenerationReading implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GenerationReading.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration STILL_LOOK = Duration.ofMillis(10);
    private static final Duration FORGET_EVERY = Duration.ofMinutes(10);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final WallboardConfig config;
    private final AvroWire wire;
    private final InstantSource clock;
    private final Topics.Derived topics;
    private final Succession succession;
    private final Thread thread;
    private final AtomicLong records = new AtomicLong();
    private volatile Restoring restoring = new Restoring(0, 0, "waiting for Kafka at the first start");
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile @Nullable KafkaConsumer<byte[], byte[]> reading;
    /** Another one once it takes the place of the reading that filled that one. */
    private volatile Board board;

    private volatile boolean retired;
    private volatile long stillUntilNanos = System.nanoTime();
    private volatile @Nullable Instant stillSince;

    /** Asked after each batch while what is read is whole: the board to write to from then on. */
    @FunctionalInterface
    interface Succession {
        Board boardFor(GenerationReading reading, Board own);
    }

    /** How far the restoring is. */
    record Restoring(long done, long expected, String says) {
        double progress() {
            return expected <= 0 ? 0 : Math.min(1, (double) done / expected);
        }
    }

    GenerationReading(
            WallboardConfig config,
            AvroWire wire,
            String generation,
            Board board,
            InstantSource clock,
            Succession succession) {
        this.config = config;
        this.wire = wire;
        this.board = board;
        this.clock = clock;
        this.succession = succession;
        this.topics = Topics.derived(generation);
        this.thread = Thread.ofPlatform().name("wallboard-feed-" + generation).unstarted(this::run);
    }

    String generation() {
        return topics.generation();
    }

    /** From now on it changes no board. The caller holds the monitor of the board that it wrote to. */
    void retire() {
        retired = true;
        closing.countDown();
    }

    /**
     * Asks it to leave its board as it is for so long.
     *
     * @return since when it does; null while it does not yet
     */
    @Nullable
    Instant standStill(Duration span) {
        stillUntilNanos = System.nanoTime() + span.toNanos();
        return stillSince;
    }

    private boolean isStandingStill() {
        if (System.nanoTime() - stillUntilNanos >= 0) {
            stillSince = null;
            return false;
        }
        if (stillSince == null) {
            stillSince = clock.instant();
        }
        try {
            var unusedAsTheLoopAsks = closing.await(STILL_LOOK.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            closing.countDown();
        }
        return true;
    }

    void start() {
        thread.start();
    }

    Restoring restoring() {
        return restoring;
    }

    boolean isAlive() {
        return thread.isAlive();
    }

    long records() {
        return records.get();
    }

    @Override
    public void close() {
        closing.countDown();
        var consumer = reading;
        if (consumer != null) {
            consumer.wakeup();
        }
        try {
            thread.join(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        var pause = FIRST_PAUSE;
        while (!isClosing()) {
            var startedAt = System.nanoTime();
            try (var consumer = CommittedRecords.of(config.bootstrapServers());
                    var admin = Admin.create(
                            Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers()))) {
                reading = consumer;
                follow(consumer, admin);
            } catch (WakeupException _) {
                LOG.debug("the wallboard's feed was asked to stop");
            } catch (KafkaException | IllegalStateException e) {
                LOG.warn("the wallboard cannot read its topics and begins anew: {}", e.getMessage());
                LOG.debug("cause", e);
                if (System.nanoTime() - startedAt > LONGEST_PAUSE.toNanos()) {
                    pause = FIRST_PAUSE;
                }
                pause = rest(pause, String.valueOf(e.getMessage()));
            }
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    private Duration rest(Duration pause, String why) {
        clearBoard();
        restoring = new Restoring(0, 0, "cannot read from Kafka: " + why);
        try {
            if (closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                return pause;
            }
        } catch (InterruptedException _) {
            closing.countDown();
        }
        var longer = pause.multipliedBy(2);
        return longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
    }

    private void follow(KafkaConsumer<byte[], byte[]> consumer, Admin admin) {
        var partitions = partitions(consumer);
        consumer.assign(partitions);
        clearBoard();
        var beginnings = consumer.beginningOffsets(partitions);
        var ends = consumer.endOffsets(partitions);
        beginnings.forEach(consumer::seek);
        var gate = new ProgressGate(admin, written(partitions), heartbeat -> board.putProgress(heartbeat));
        long expected = sum(ends) - sum(beginnings);
        restoring = new Restoring(0, expected, "reading the derived topics");
        var nextForget = clock.instant().plus(FORGET_EVERY);
        while (!isClosing()) {
            if (isStandingStill()) {
                continue;
            }
            apply(consumer.poll(POLL), gate);
            gate.look(consumer::position);
            var now = clock.instant();
            if (!board.isWhole()) {
                long done = partitions.stream().mapToLong(consumer::position).sum() - sum(beginnings);
                restoring = new Restoring(done, expected, "reading the derived topics");
                if (gate.isEmpty()
                        && ends.entrySet().stream()
                                .allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
                    board.markWhole();
                    LOG.info("the wallboard is restored from {} records", records);
                }
            }
            if (board.isWhole() && !isClosing()) {
                board = succession.boardFor(this, board);
            }
            if (now.isAfter(nextForget)) {
                board.forgetOld(now);
                nextForget = now.plus(FORGET_EVERY);
            }
        }
    }

    private void clearBoard() {
        var cleared = board;
        synchronized (cleared) {
            if (!retired) {
                cleared.clear();
            }
        }
    }

    private List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer) {
        var partitions = new ArrayList<TopicPartition>();
        for (var topic : List.<Topic<?>>of(
                topics.passages(),
                topics.agents(),
                topics.queueMinutes(),
                topics.agentMinutes(),
                topics.dialerLists(),
                topics.progress(),
                Topics.SETTINGS,
                Topics.SOURCE)) {
            var known = consumer.partitionsFor(topic.name());
            if (known == null || known.isEmpty()) {
                throw new IllegalStateException("topic " + topic.name() + " does not exist yet");
            }
            known.forEach(info -> partitions.add(new TopicPartition(info.topic(), info.partition())));
        }
        return partitions;
    }

    /** Those that folds write before they tell of their progress. */
    private List<TopicPartition> written(List<TopicPartition> partitions) {
        var derived = topics.all().stream().map(Topic::name).collect(Collectors.toSet());
        derived.remove(topics.progress().name());
        return partitions.stream()
                .filter(each -> derived.contains(each.topic()))
                .toList();
    }

    private static long sum(Map<TopicPartition, Long> offsets) {
        return offsets.values().stream().mapToLong(Long::longValue).sum();
    }

    private void apply(Iterable<ConsumerRecord<byte[], byte[]>> batch, ProgressGate gate) {
        var iterator = batch.iterator();
        if (!iterator.hasNext()) {
            return;
        }
        var now = clock.instant();
        // The whole batch under one lock: nobody sees a passage ended whose minute does not know of it.
        var filled = board;
        synchronized (filled) {
            if (retired) {
                return;
            }
            filled.beginBatch();
            while (iterator.hasNext()) {
                apply(iterator.next(), now, gate);
            }
            filled.endBatch();
        }
    }

    private void apply(ConsumerRecord<byte[], byte[]> record, Instant now, ProgressGate gate) {
        records.incrementAndGet();
        try {
            put(record, now, gate);
        } catch (RuntimeException e) {
            board.countUnreadable();
            LOG.error(
                    "record {} of {}-{} cannot be read and is in no figure",
                    record.offset(),
                    record.topic(),
                    record.partition(),
                    e);
        }
    }

    private void put(ConsumerRecord<byte[], byte[]> record, Instant now, ProgressGate gate) {
        var key = JsonKey.parse(record.key());
        if (!config.sources().containsKey(part(key, 0))) {
            return;
        }
        var topic = record.topic();
        var value = record.value();
        if (topic.equals(topics.queueMinutes().name())) {
            putQueueMinute(key, value, now);
        } else if (topic.equals(topics.agentMinutes().name())) {
            putAgentMinute(key, value, now);
        } else if (topic.equals(topics.passages().name())) {
            var identity = key.parts().toString();
            if (value == null) {
                board.removePassage(identity);
            } else {
                board.putPassage(identity, wire.decode(topics.passages().requireCodec(), value));
            }
        } else if (topic.equals(topics.agents().name())) {
            if (value == null) {
                board.removeAgent(new AgentKey(part(key, 0), part(key, 1)));
            } else {
                board.putAgent(wire.decode(topics.agents().requireCodec(), value));
            }
        } else if (value != null && topic.equals(topics.progress().name())) {
            gate.said(wire.decode(topics.progress().requireCodec(), value), record.partition());
        } else {
            putRare(topic, key, value);
        }
    }

    private void putQueueMinute(JsonKey key, byte @Nullable [] value, Instant now) {
        var queue = new QueueKey(part(key, 0), channel(part(key, 1)), part(key, 2));
        if (value == null) {
            board.removeQueueMinute(queue, instant(key, 3));
        } else {
            board.putQueueMinute(queue, instant(key, 3), value, now);
        }
    }

    private void putAgentMinute(JsonKey key, byte @Nullable [] value, Instant now) {
        var agent = new AgentKey(part(key, 0), part(key, 1));
        var named = key.text(2);
        var queue = named == null ? "" : named;
        if (value == null) {
            board.removeAgentMinute(agent, queue, instant(key, 3));
        } else {
            board.putAgentMinute(agent, queue, instant(key, 3), value, now);
        }
    }

    private void putRare(String topic, JsonKey key, byte @Nullable [] value) {
        if (topic.equals(topics.dialerLists().name())) {
            var identity = key.parts().toString();
            if (value == null) {
                board.removeDialerList(identity);
            } else {
                board.putDialerList(identity, wire.decode(topics.dialerLists().requireCodec(), value));
            }
        } else if (topic.equals(Topics.SETTINGS.name())) {
            if (value == null) {
                var kind = Setting.Kind.valueOf(part(key, 1).toUpperCase(Locale.ROOT));
                board.removeSetting(part(key, 0), kind, part(key, 2));
            } else {
                board.putSetting(wire.decode(Topics.SETTINGS.requireCodec(), value));
            }
        } else if (value != null && topic.equals(Topics.SOURCE.name())) {
            board.putStatus(wire.decode(Topics.SOURCE.requireCodec(), value));
        }
    }

    private static String part(JsonKey key, int index) {
        var text = key.text(index);
        if (text == null) {
            throw new IllegalArgumentException("key " + key.parts() + " lacks its part " + index);
        }
        return text;
    }

    private static Instant instant(JsonKey key, int index) {
        return Instant.ofEpochMilli(Long.parseLong(part(key, index)));
    }

    private static Channel channel(String wireName) {
        return Channel.valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
