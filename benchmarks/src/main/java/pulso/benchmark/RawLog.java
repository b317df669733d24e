package pulso.benchmark;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import pulso.schemas.source.Heartbeat;
import pulso.schemas.source.Operation;
import pulso.schemas.source.RawHeaders;
import pulso.schemas.topic.Topic;
import pulso.schemas.topic.Topics;
import pulso.schemas.wire.AvroWire;
import pulso.simulator.CdrRow;
import pulso.simulator.Channel;
import pulso.simulator.WriteAction;

/** Writes what a simulated centre did into raw topics as capture would have: envelopes, headers, times of commit. */
final class RawLog implements AutoCloseable {
    static final String SOURCE = "ucontact";
    static final String ZONE = "America/Montevideo";
    static final long EPOCH = 1;

    /** An update of a call's details comes within minutes, and must tell the whole row. */
    private static final int DETAILS_KEPT = 50_000;

    private static final List<String> LOG_COLUMNS =
            List.of("callid", "queuename", "agent", "event", "data1", "data2", "data3", "data4", "data5");

    private final AvroWire wire;
    private final Producer<byte[], byte[]> producer;
    private final Map<String, RawTable> tables = new LinkedHashMap<>();
    private final Map<String, CdrRow> details = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, CdrRow> eldest) {
            return size() > DETAILS_KEPT;
        }
    };
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private final Headers headers = new RecordHeaders()
            .add(RawHeaders.SOURCE, bytes(SOURCE))
            .add(RawHeaders.POSITION, bytes("binlog.000001:4:0"))
            .add(RawHeaders.EPOCH, bytes(Long.toString(EPOCH)))
            .add(RawHeaders.ZONE, bytes(ZONE));
    private long rows;

    RawLog(String bootstrapServers, AvroWire wire) {
        this.wire = wire;
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.LINGER_MS_CONFIG,
                        0,
                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                        "lz4",
                        ProducerConfig.BATCH_SIZE_CONFIG,
                        128 * 1024),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        for (var channel : Channel.values()) {
            tables.put(channel.table(), RawTable.of("ccrepo", channel.table(), "datetime", LOG_COLUMNS, List.of()));
        }
        tables.put(
                "CDR_REPO",
                RawTable.of(
                        "ccrepo",
                        "CDR_REPO",
                        "calldate",
                        List.of(
                                "clid",
                                "src",
                                "dst",
                                "dcontext",
                                "channel",
                                "dstchannel",
                                "lastapp",
                                "disposition",
                                "accountcode",
                                "userfield",
                                "uniqueid",
                                "type",
                                "guid",
                                "causecode",
                                "campaign",
                                "contact",
                                "dialerbase",
                                "rating"),
                        List.of("duration", "billsec")));
        tables.put(
                "CALLS_SPOOL",
                RawTable.of(
                        "ccdata",
                        "CALLS_SPOOL",
                        "",
                        List.of("campaign", "destination", "data", "alternatives", "contact", "dialerbase"),
                        List.of("id", "status", "priority")));
        tables.put(
                "DIALER_BASE",
                RawTable.of(
                        "ccdata",
                        "DIALER_BASE",
                        "",
                        List.of("campaign", "name"),
                        List.of("id", "records", "active", "percentage")));
    }

    /** The raw topics that the folds read, without the heartbeats. */
    List<String> topics() {
        return tables.values().stream().map(RawLog::topic).toList();
    }

    /** The same as they are created. */
    List<Topic<?>> described() {
        var described = new ArrayList<Topic<?>>();
        tables.values().forEach(table -> described.add(Topics.raw(SOURCE, table.database(), table.name(), null)));
        return described;
    }

    /** Rows written so far. */
    long rows() {
        return rows;
    }

    void write(WriteAction action) {
        switch (action) {
            case WriteAction.QueueLogInsert row ->
                insert(
                        "QUEUE_LOG_REPO",
                        row.writeAtMillis(),
                        row.callid(),
                        logRow(
                                row.origid(),
                                row.datetime(),
                                row.callid(),
                                row.queuename(),
                                row.agent(),
                                row.event(),
                                row.data1(),
                                row.data2(),
                                row.data3(),
                                row.data4(),
                                row.data5()));
            case WriteAction.ChatLogInsert row ->
                insert(
                        row.channel().table(),
                        row.writeAtMillis(),
                        row.callid(),
                        logRow(
                                row.origid(),
                                row.datetime(),
                                row.callid(),
                                row.queuename(),
                                row.agent(),
                                row.event(),
                                row.data1(),
                                row.data2(),
                                row.data3(),
                                row.data4(),
                                row.data5()));
            case WriteAction.RowInsert row -> change(row.table(), row.writeAtMillis(), null, row.values());
            case WriteAction.RowUpdate row -> change(row.table(), row.writeAtMillis(), row.before(), row.after());
            case WriteAction.RowDelete row -> change(row.table(), row.writeAtMillis(), row.before(), null);
            case WriteAction.CdrInsert insert -> {
                details.put(insert.row().uniqueid(), insert.row());
                insert(
                        "CDR_REPO",
                        insert.writeAtMillis(),
                        insert.row().uniqueid(),
                        detail(insert.row(), null, insert.row().rating()));
            }
            case WriteAction.CdrUpdate update -> {
                var row = details.get(update.uniqueid());
                if (row != null) {
                    send(
                            "CDR_REPO",
                            update.writeAtMillis(),
                            row.uniqueid(),
                            detail(row, null, row.rating()),
                            detail(row, update.userfield(), update.rating()));
                }
            }
        }
    }

    /** One telephony row, as if committed now. */
    void call(Instant at, LocalDateTime local, long origId, String call, String queue, String event, String... data) {
        var columns = new ArrayList<@Nullable Object>(List.of(call, queue, "NONE", event));
        for (int i = 0; i < 5; i++) {
            columns.add(i < data.length ? data[i] : "");
        }
        var values = logRow(origId, local, columns.toArray());
        insert("QUEUE_LOG_REPO", at.toEpochMilli(), call, values);
    }

    void heartbeat(Instant at) {
        var topic = Topics.heartbeat(SOURCE);
        var value = wire.encode(topic.name(), topic.requireCodec(), new Heartbeat(SOURCE, at, at, ""));
        send(new ProducerRecord<>(topic.name(), 0, at.toEpochMilli(), bytes(SOURCE), value, headers));
    }

    void flush() {
        producer.flush();
        var problem = failure.get();
        if (problem != null) {
            throw new BenchmarkException("the log could not be written", problem);
        }
    }

    private static Map<String, @Nullable Object> logRow(long origId, LocalDateTime at, @Nullable Object... columns) {
        var values = new LinkedHashMap<String, @Nullable Object>();
        values.put("origid", origId);
        values.put("datetime", at);
        for (int i = 0; i < columns.length; i++) {
            values.put(LOG_COLUMNS.get(i), columns[i]);
        }
        return values;
    }

    private static Map<String, @Nullable Object> detail(
            CdrRow row, @Nullable String userField, @Nullable Object rating) {
        var values = new LinkedHashMap<String, @Nullable Object>();
        values.put("calldate", row.calldate());
        values.put("clid", row.clid());
        values.put("src", row.src());
        values.put("dst", row.dst());
        values.put("dcontext", row.dcontext());
        values.put("channel", row.channel());
        values.put("dstchannel", row.dstchannel());
        values.put("lastapp", row.lastapp());
        values.put("disposition", row.disposition());
        values.put("accountcode", row.accountcode());
        values.put("userfield", userField);
        values.put("uniqueid", row.uniqueid());
        values.put("type", row.type());
        values.put("guid", row.guid());
        values.put("causecode", row.causecode());
        values.put("campaign", row.campaign());
        values.put("contact", row.contact());
        values.put("dialerbase", row.dialerbase());
        values.put("rating", rating);
        values.put("duration", (long) row.duration());
        values.put("billsec", (long) row.billsec());
        return values;
    }

    private void insert(String table, long atMillis, String key, Map<String, @Nullable Object> row) {
        send(table, atMillis, key, null, row);
    }

    private void change(
            String table, long atMillis, @Nullable Map<String, Object> before, @Nullable Map<String, Object> after) {
        if (tables.containsKey(table)) {
            var row = after == null ? before : after;
            send(table, atMillis, row == null ? "" : String.valueOf(row.get("id")), before, after);
        }
    }

    private void send(
            String table,
            long atMillis,
            String key,
            @Nullable Map<String, ? extends @Nullable Object> before,
            @Nullable Map<String, ? extends @Nullable Object> after) {
        var raw = tables.get(table);
        if (raw == null) {
            throw new IllegalArgumentException("no table " + table);
        }
        var operation = before == null ? Operation.CREATE : after == null ? Operation.DELETE : Operation.UPDATE;
        var envelope = raw.envelope(operation, atMillis, before, after);
        rows++;
        send(new ProducerRecord<>(topic(raw), 0, atMillis, bytes(key), wire.encode(topic(raw), envelope), headers));
    }

    private void send(ProducerRecord<byte[], byte[]> row) {
        var unusedAsTheCallbackIsTold = producer.send(row, (_, problem) -> {
            if (problem != null) {
                failure.set(problem);
            }
        });
    }

    private static String topic(RawTable table) {
        return Topics.rawName(SOURCE, table.database(), table.name());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        producer.close();
    }
}
