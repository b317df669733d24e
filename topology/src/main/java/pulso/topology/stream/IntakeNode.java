package pulso.topology.stream;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;
import pulso.schemas.generation.FoldParameters;
import pulso.schemas.source.Heartbeat;
import pulso.schemas.source.RawHeaders;
import pulso.schemas.source.RejectedRow;
import pulso.schemas.source.RejectionReason;
import pulso.schemas.source.RowReader;
import pulso.schemas.source.UnreadableRecordException;
import pulso.schemas.wire.AvroWire;
import pulso.schemas.wire.JsonKey;
import pulso.schemas.wire.RecordCodec;
import pulso.topology.intake.Fact;
import pulso.topology.intake.RowIntake;

/** Raw records to facts. */
final class IntakeNode implements Processor<byte[], byte[], JsonKey, Fact> {
    private static final RecordCodec<Heartbeat> HEARTBEAT = RecordCodec.of(Heartbeat.class);

    private final String source;
    private final JsonKey key;
    private final String heartbeatTopic;
    private final ZoneId zone;
    private final long epoch;
    private final FoldParameters parameters;
    private final Emission emission;
    private final AvroWire wire;
    private final RowReader rows;
    private final RowIntake.Counts counts;
    private final CommitPace pace;
    private final Duration commitInterval;
    private @Nullable Cancellable owedCommit;
    private @Nullable ProcessorContext<JsonKey, Fact> context;
    private @Nullable RowIntake intake;
    private long timestamp;
    private String lastEpoch = "";
    private long lastEpochNumber;
    private String lastZone = "";

    IntakeNode(CentreTopology.Config config, AvroWire wire, RowIntake.Counts counts) {
        this.source = config.source();
        this.key = JsonKey.of(source);
        this.heartbeatTopic = config.heartbeatTopic();
        this.zone = config.zone();
        this.epoch = config.epoch();
        this.parameters = config.parameters();
        this.emission = config.emission();
        this.wire = wire;
        this.rows = new RowReader(wire, config.layouts());
        this.counts = counts;
        this.commitInterval = config.commitInterval();
        this.pace = new CommitPace(commitInterval, System::currentTimeMillis);
    }

    @Override
    public void init(ProcessorContext<JsonKey, Fact> newContext) {
        context = newContext;
        owedCommit = null;
        intake = new RowIntake(
                zone,
                epoch,
                parameters,
                ObjectStore.of(newContext, Stores.CLOCKS),
                counts,
                this::forward,
                emission.makesEvents());
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        if (context == null || intake == null) {
            throw new IllegalStateException("not initialised");
        }
        if (record.value() == null) {
            return;
        }
        timestamp = Math.max(0, record.timestamp());
        var place = context.recordMetadata().orElseThrow();
        try {
            if (place.topic().equals(heartbeatTopic)) {
                intake.heartbeat(wire.decode(HEARTBEAT, record.value()));
            } else {
                intake.take(rows.read(record.value(), headers(record.headers()), place.offset()));
            }
        } catch (UnreadableRecordException e) {
            counts.rejected().increment();
            forward(new Fact.Rejected(unreadable(place, e)));
        }
        if (pace.isDue(timestamp)) {
            context.commit();
        } else if (pace.isOwed() && owedCommit == null) {
            owedCommit = context.schedule(commitInterval, PunctuationType.WALL_CLOCK_TIME, _ -> commitOwed());
        }
    }

    /** Once: a punctuation that went on would make the idle task commit for ever. */
    private void commitOwed() {
        if (context == null || owedCommit == null) {
            throw new IllegalStateException("nothing was scheduled");
        }
        owedCommit.cancel();
        owedCommit = null;
        if (pace.takeOwed()) {
            context.commit();
        }
    }

    private RowReader.Headers headers(Headers headers) {
        var epochText = text(headers, RawHeaders.EPOCH, lastEpoch);
        if (!epochText.equals(lastEpoch)) {
            lastEpoch = epochText;
            lastEpochNumber = epochText.isEmpty() ? 0 : Long.parseLong(epochText);
        }
        lastZone = text(headers, RawHeaders.ZONE, lastZone);
        return new RowReader.Headers(source, text(headers, RawHeaders.POSITION, ""), lastEpochNumber, lastZone);
    }

    /** @param last what it was in the record before, as it mostly is again */
    private static String text(Headers headers, String name, String last) {
        var header = headers.lastHeader(name);
        if (header == null) {
            return "";
        }
        var text = new String(header.value(), StandardCharsets.UTF_8);
        return text.equals(last) ? last : text;
    }

    private RejectedRow unreadable(RecordMetadata place, RuntimeException problem) {
        return new RejectedRow(
                source,
                place.topic(),
                place.topic() + '@' + place.offset(),
                RejectionReason.UNREADABLE,
                String.valueOf(problem.getMessage()),
                "{}",
                Long.toString(place.offset()),
                Instant.ofEpochMilli(timestamp));
    }

    private void forward(Fact fact) {
        if (context == null) {
            throw new IllegalStateException("not initialised");
        }
        var record = new Record<>(key, fact, timestamp);
        switch (fact) {
            case Fact.CallRow _, Fact.Linked _, Fact.Rated _, Fact.Rejected _, Fact.Progress _ ->
                context.forward(record, CentreTopology.FOLD_PASSAGES);
            case Fact.SessionRow _ -> context.forward(record, CentreTopology.FOLD_AGENTS);
            case Fact.Dialled _ -> context.forward(record, CentreTopology.FOLD_DIALER);
            case Fact.Restarted _, Fact.Retracted _, Fact.Advanced _ -> {
                context.forward(record, CentreTopology.FOLD_PASSAGES);
                context.forward(record, CentreTopology.FOLD_AGENTS);
            }
            case Fact.Forgettable _ -> {
                context.forward(record, CentreTopology.FOLD_PASSAGES);
                context.forward(record, CentreTopology.FOLD_QUEUE_MINUTES);
                context.forward(record, CentreTopology.FOLD_AGENTS);
            }
            case Fact.Arrived _, Fact.Settled _ -> {}
        }
        if (emission.makesEventsOf(timestamp)) {
            context.forward(record, CentreTopology.MAKE_EVENTS);
        }
    }
}
