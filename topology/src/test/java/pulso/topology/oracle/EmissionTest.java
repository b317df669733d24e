package pulso.topology.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import pulso.schemas.agent.AgentInterval;
import pulso.schemas.agent.AgentState;
import pulso.schemas.generation.FoldParameters;
import pulso.schemas.kpi.AgentMinute;
import pulso.schemas.kpi.QueueMinute;
import pulso.schemas.passage.Passage;
import pulso.schemas.source.Layouts;
import pulso.schemas.source.Operation;
import pulso.schemas.topic.Topic;
import pulso.schemas.topic.Topics;
import pulso.schemas.wire.AvroWire;
import pulso.schemas.wire.JsonKey;
import pulso.schemas.wire.MemorySchemaRegistry;
import pulso.topology.intake.RowIntake;
import pulso.topology.stream.CentreTopology;
import pulso.topology.stream.Emission;
import pulso.topology.webhook.WebhookRules;

/** What a generation writes of all that it folds. */
class EmissionTest {
    private static final Topics.Derived DERIVED = Topics.derived("again");
    private static final Instant TEN = Instant.parse("2026-11-20T10:00:00Z");
    private static final Instant ELEVEN = Instant.parse("2026-11-20T11:00:00Z");

    private final AvroWire wire = new AvroWire(new MemorySchemaRegistry());
    private final RawRecords raw = new RawRecords(wire);
    private int rows;

    @Test
    void shouldWriteAllWhereNothingElseIsAsked() {
        var written = fold(Emission.replay(null, null));

        assertThat(interactions(written)).containsExactly("before", "over", "within", "after");
    }

    @Test
    void shouldWriteWhatBelongsToItsTimeAndFoldTheRestAsContext() {
        var written = fold(Emission.replay(TEN, ELEVEN));

        assertThat(interactions(written)).containsExactly("within");
        assertThat(written.minutes)
                .allMatch(minute -> isWithin(minute.minute()))
                .isNotEmpty();
        // The talk of the call that entered before ends within: folded as context, it counts there.
        assertThat(written.minutes).anyMatch(minute -> minute.handled() == 1 && minute.offered() == 0);
        assertThat(written.agentMinutes)
                .allMatch(minute -> isWithin(minute.minute()))
                .isNotEmpty();
        assertThat(written.intervals)
                .allMatch(interval -> isWithin(interval.from()))
                .isNotEmpty();
    }

    @Test
    void shouldTellWhatAgentsDoWheneverItBegan() {
        var written = fold(Emission.replay(ELEVEN.plus(Duration.ofDays(1)), null));

        assertThat(written.passages).isEmpty();
        assertThat(written.minutes).isEmpty();
        assertThat(written.states)
                .hasEntrySatisfying(
                        "ana",
                        state -> assertThat(state.loggedInSince()).isEqualTo(Instant.parse("2026-11-20T09:00:00Z")));
    }

    @Test
    void shouldTakeBackAPassageThatTurnsOutToHaveEnteredBefore() {
        // Given an end whose start is rebuilt just within, and a start that is told late, just before
        var topology = new Written();
        try (var driver = driver(Emission.replay(TEN, null))) {
            pipe(driver, row("10:02:00", "late", "ana", "COMPLETECALLER", "10", "100"));
            collect(driver, topology);
            assertThat(interactions(topology)).containsExactly("late");

            // When that start comes
            pipe(driver, row("09:59:58", "late", "NONE", "ENTERQUEUE", "", "099123"));
            collect(driver, topology);
        }

        assertThat(topology.passages).isEmpty();
    }

    private static boolean isWithin(Instant at) {
        return !at.isBefore(TEN) && at.isBefore(ELEVEN);
    }

    private static List<String> interactions(Written written) {
        return written.passages.values().stream().map(Passage::interaction).toList();
    }

    private static final class Written {
        private final Map<JsonKey, Passage> passages = new LinkedHashMap<>();
        private final List<QueueMinute> minutes = new ArrayList<>();
        private final List<AgentMinute> agentMinutes = new ArrayList<>();
        private final List<AgentInterval> intervals = new ArrayList<>();
        private final Map<String, AgentState> states = new LinkedHashMap<>();
    }

    private Written fold(Emission emission) {
        var written = new Written();
        try (var driver = driver(emission)) {
            pipe(driver, row("09:00:00", "NONE", "ana", "AGENTLOGIN"));
            call(driver, "before", "09:10:00", "09:10:10", "09:11:10");
            call(driver, "over", "09:58:00", "09:58:10", "10:03:10");
            call(driver, "within", "10:30:00", "10:30:10", "10:31:10");
            call(driver, "after", "11:00:00", "11:00:10", "11:01:10");
            collect(driver, written);
        }
        return written;
    }

    private void call(TopologyTestDriver driver, String call, String enter, String connect, String end) {
        var talk = Duration.between(at(connect), at(end)).toSeconds();
        pipe(driver, row(enter, call, "NONE", "ENTERQUEUE", "", "099123"));
        pipe(driver, row(connect, call, "ana", "CONNECT", "10"));
        pipe(driver, row(end, call, "ana", "COMPLETEAGENT", "10", Long.toString(talk)));
    }

    private LogRow row(String time, String call, String agent, String event, String... data) {
        var columns = new LinkedHashMap<String, String>();
        columns.put("callid", call);
        columns.put("queuename", call.equals("NONE") ? "NONE" : "Ventas<-");
        columns.put("agent", agent);
        columns.put("event", event);
        for (int i = 0; i < data.length; i++) {
            columns.put("data" + (i + 1), data[i]);
        }
        return new LogRow(LogRow.QUEUE_LOG, ++rows, at(time), columns, at(time).toInstant(ZoneOffset.UTC), 0, null);
    }

    private static LocalDateTime at(String time) {
        return LocalDateTime.parse("2026-11-20T" + time);
    }

    private TopologyTestDriver driver(Emission emission) {
        var config = new CentreTopology.Config(
                LogRow.SOURCE,
                ZoneOffset.UTC,
                1,
                DERIVED.generation(),
                List.of(LogRow.SOURCE + ".ccrepo." + LogRow.QUEUE_LOG),
                Layouts.documented(),
                "localhost:9092",
                (short) 1,
                Duration.ofMillis(10),
                FoldParameters.DEFAULT,
                emission,
                WebhookRules.DEFAULT);
        var properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "emission");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:9092");
        return new TopologyTestDriver(
                CentreTopology.build(config, wire, RowIntake.Counts.create()), properties, Instant.EPOCH);
    }

    private void pipe(TopologyTestDriver driver, LogRow row) {
        driver.createInputTopic(RawRecords.topic(row), new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>(
                        new byte[0], raw.value(row, Operation.CREATE), RawRecords.headers(), row.committed()));
    }

    private void collect(TopologyTestDriver driver, Written written) {
        for (var record : read(driver, DERIVED.passages())) {
            var key = JsonKey.parse(record.key());
            if (record.value() == null) {
                written.passages.remove(key);
            } else {
                written.passages.put(key, decode(DERIVED.passages(), record));
            }
        }
        read(driver, DERIVED.queueMinutes())
                .forEach(record -> written.minutes.add(decode(DERIVED.queueMinutes(), record)));
        read(driver, DERIVED.agentMinutes())
                .forEach(record -> written.agentMinutes.add(decode(DERIVED.agentMinutes(), record)));
        read(driver, DERIVED.agentIntervals()).stream()
                .filter(record -> record.value() != null)
                .forEach(record -> written.intervals.add(decode(DERIVED.agentIntervals(), record)));
        for (var record : read(driver, DERIVED.agents())) {
            var state = decode(DERIVED.agents(), record);
            written.states.put(state.agent(), state);
        }
    }

    private static List<TestRecord<byte[], byte[]>> read(TopologyTestDriver driver, Topic<?> topic) {
        return driver.createOutputTopic(topic.name(), new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
    }

    private <T extends Record> T decode(Topic<T> topic, TestRecord<byte[], byte[]> record) {
        return wire.decode(topic.requireCodec(), record.value());
    }
}
