package pulso.command.history;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pulso.schemas.generation.FoldParameters;
import pulso.schemas.source.Heartbeat;
import pulso.schemas.source.Layouts;
import pulso.schemas.source.Operation;
import pulso.schemas.source.RawHeaders;
import pulso.schemas.source.RowChange;
import pulso.schemas.source.RowReader;
import pulso.schemas.source.SourceStatus;
import pulso.schemas.source.SourceTable;
import pulso.schemas.source.UnreadableRecordException;
import pulso.schemas.wire.AvroWire;
import pulso.schemas.wire.SchemaRegistry;
import pulso.topology.Centre;
import pulso.topology.intake.RowIntake;
import pulso.topology.stream.EpochWatch;
import pulso.wallboard.BoardHistory;

/**
 * Folds a centre's raw topics again, on the heap, up to a moment. A row of the stream had happened when it was committed
 * by then; a row of the snapshot, which was read later than it was written, when it is dated before.
 */
public final class LogHistory implements BoardHistory {
    /** What a fold may still need of the time before: the longest life of an interaction. */
    private static final Duration CONTEXT = Duration.ofDays(8);

    private static final Logger LOG = LoggerFactory.getLogger(LogHistory.class);
    private static final Duration STATUS_PATIENCE = Duration.ofSeconds(10);
    private static final Duration STATUS_POLL = Duration.ofMillis(100);
    private static final int RECORDS_PER_POLL = 5_000;

    private final String bootstrapServers;
    private final AvroWire wire;
    private final Map<String, Source> sources;
    private final Supplier<FoldParameters> parameters;

    /**
     * A centre.
     *
     * @param topics the raw topics of the tables that boards show: logs and call details
     * @param layouts where its tables lie
     */
    public record Source(String name, List<String> topics, Layouts layouts) {
        public Source {
            topics = List.copyOf(topics);
        }

        /** Whether boards show what is made of a table; of others a topic keeps the latest state alone. */
        public static boolean reads(SourceTable table) {
            return table == SourceTable.CDR_REPO || table.channel() != null;
        }
    }

    /**
     * @param parameters of the generation that people see
     */
    public LogHistory(
            String bootstrapServers,
            SchemaRegistry registry,
            Collection<Source> sources,
            Supplier<FoldParameters> parameters) {
        this.parameters = parameters;
        this.bootstrapServers = bootstrapServers;
        this.wire = new AvroWire(registry);
        this.sources = sources.stream().collect(Collectors.toMap(Source::name, Function.identity()));
    }

    @Override
    public void replay(String name, Instant until, Taker taker) {
        var source = sources.get(name);
        if (source == null) {
            throw new OutOfReach("no topics of source " + name + " are known here");
        }
        var status = status(name);
        var begun = System.nanoTime();
        var reading = new Reading(source, status, until, taker);
        try (var consumer = consumer()) {
            new MergedLog(consumer, starts(consumer, source, until)).read(reading::take);
        }
        reading.end();
        LOG.info(
                "{} rows of {} were folded again up to {} in {} ms",
                reading.rows,
                name,
                until,
                Duration.ofNanos(System.nanoTime() - begun).toMillis());
    }

    private SourceStatus status(String source) {
        try (var watch = new EpochWatch(source, bootstrapServers, wire)) {
            var deadline = System.nanoTime() + STATUS_PATIENCE.toNanos();
            Optional<SourceStatus> status = Optional.empty();
            while (status.isEmpty() && System.nanoTime() < deadline) {
                status = watch.poll(STATUS_POLL);
            }
            return status.orElseThrow(() -> new OutOfReach("source " + source + " has no complete snapshot yet"));
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "none",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        false,
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        RECORDS_PER_POLL,
                        ConsumerConfig.CLIENT_ID_CONFIG,
                        "pulso-history"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /** The first record of the context in each topic; topics without any are left out. */
    private static Map<TopicPartition, Long> starts(
            KafkaConsumer<byte[], byte[]> consumer, Source source, Instant until) {
        var context = until.minus(CONTEXT);
        var partitions = source.topics().stream()
                .map(topic -> new TopicPartition(topic, 0))
                .toList();
        var kept =
                consumer.offsetsForTimes(partitions.stream().collect(Collectors.toMap(Function.identity(), _ -> 0L)));
        consumer.beginningOffsets(partitions).forEach((partition, beginning) -> {
            var oldest = kept.get(partition);
            if (beginning > 0 && oldest != null && oldest.timestamp() > context.toEpochMilli()) {
                throw new OutOfReach("topic %s keeps rows from %s on; a board of %s needs those of the %d days before"
                        .formatted(
                                partition.topic(), Instant.ofEpochMilli(oldest.timestamp()), until, CONTEXT.toDays()));
            }
        });
        var starts = new HashMap<TopicPartition, Long>();
        consumer.offsetsForTimes(
                        partitions.stream().collect(Collectors.toMap(Function.identity(), _ -> context.toEpochMilli())))
                .forEach((partition, found) -> {
                    if (found != null) {
                        starts.put(partition, found.offset());
                    }
                });
        return starts;
    }

    /** One fold, from its first row to its last. */
    private final class Reading {
        private final String source;
        private final ZoneId zone;
        private final long epoch;
        private final Instant until;
        private final RowReader reader;
        private final Centre centre;
        private long rows;

        private Reading(Source source, SourceStatus status, Instant until, Taker taker) {
            this.source = source.name();
            this.zone = ZoneId.of(status.zone());
            this.epoch = status.completeEpoch();
            this.until = until;
            this.reader = new RowReader(wire, source.layouts());
            this.centre =
                    new Centre(this.source, zone, RowIntake.Counts.create(), new Told(taker), null, parameters.get());
        }

        /** False once all that follows in the topic was committed too late. */
        private boolean take(ConsumerRecord<byte[], byte[]> record) {
            if (record.value() == null) {
                return true;
            }
            RowChange change;
            try {
                change = reader.read(record.value(), headers(record.headers()), record.offset());
            } catch (UnreadableRecordException e) {
                LOG.debug("record {} of {} cannot be read", record.offset(), record.topic(), e);
                return true;
            }
            if (change.operation() != Operation.READ) {
                if (change.committedAt().isAfter(until)) {
                    return false;
                }
                give(change);
            } else if (change.epoch() == epoch && hadHappened(change)) {
                give(ofFirstEpoch(change));
            }
            return true;
        }

        private void give(RowChange change) {
            rows++;
            centre.take(change);
        }

        /** Whether a row of the snapshot is dated in the time that is folded. */
        private boolean hadHappened(RowChange change) {
            var table = SourceTable.named(change.table());
            var column = table == null ? null : table.timeColumn();
            var row = change.after();
            if (row == null || column == null) {
                return false;
            }
            var local = row.dateTime(column);
            var at = local == null ? row.instant(column) : local.atZone(zone).toInstant();
            return at != null && !at.isAfter(until) && at.isAfter(until.minus(CONTEXT));
        }

        /** The folds on the heap know one epoch: the first. */
        private static RowChange ofFirstEpoch(RowChange change) {
            return new RowChange(
                    change.source(),
                    change.table(),
                    change.operation(),
                    change.before(),
                    change.after(),
                    change.committedAt(),
                    1,
                    change.offset(),
                    change.position(),
                    change.zone());
        }

        private RowReader.Headers headers(Headers headers) {
            var epochText = text(headers, RawHeaders.EPOCH);
            return new RowReader.Headers(
                    source,
                    text(headers, RawHeaders.POSITION),
                    epochText.isEmpty() ? 0 : Long.parseLong(epochText),
                    text(headers, RawHeaders.ZONE));
        }

        private static String text(Headers headers, String name) {
            var header = headers.lastHeader(name);
            return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
        }

        /** Lets time pass to the moment itself. */
        private void end() {
            centre.heartbeat(new Heartbeat(source, until, until, ""));
        }
    }
}
