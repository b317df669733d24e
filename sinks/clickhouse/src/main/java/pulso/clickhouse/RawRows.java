package pulso.clickhouse;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import pulso.schemas.source.Layouts;
import pulso.schemas.source.RowReader;
import pulso.schemas.wire.AvroWire;

/**
 * Gives the rows of {@link RawMapping}, byte for byte, without making the objects in between: what a record holds goes
 * from its bytes into the row's. Records of a shape that is rare are left to it. For one thread.
 */
final class RawRows {
    private static final byte[] NOTHING = {};
    private static final String OPERATIONS = "rcudt";

    private final RawTable table;
    private final AvroWire wire;
    private final Map<String, Layouts> layouts;
    private final RawRow row;
    private final RawRecordHeaders headers = new RawRecordHeaders();
    private final AvroCursor cursor = new AvroCursor();
    private final Map<Integer, Known> bySchema = new HashMap<>();

    /** A schema that was met, with what it was last met in. */
    private static final class Known {
        private final @Nullable RawEnvelope envelope;
        private final Map<Origin, RawPlan> plans = new HashMap<>();
        private String source = "";
        private byte[] database = NOTHING;
        private byte[] table = NOTHING;
        private @Nullable RawPlan plan;

        Known(@Nullable RawEnvelope envelope) {
            this.envelope = envelope;
        }
    }

    private record Origin(String source, String database, String table) {}

    RawRows(RawTable table, RawRow row, AvroWire wire, Map<String, Layouts> layouts) {
        this.table = table;
        this.row = row;
        this.wire = wire;
        this.layouts = layouts;
    }

    /** @return false for a record that is of no usual shape, or none at all; then nothing was added */
    boolean map(ConsumerRecord<byte[], byte[]> record, RowSink rows) {
        try {
            if (!headers.read(record.headers()) || headers.epoch() < 0) {
                return false;
            }
            var known = bySchema.computeIfAbsent(AvroWire.schemaId(record.value()), this::known);
            var envelope = known.envelope;
            if (envelope == null) {
                return false;
            }
            cursor.open(record.value(), AvroWire.headerBytes());
            envelope.read(cursor);
            if (OPERATIONS.indexOf(envelope.operation()) < 0) {
                return false;
            }
            return map(envelope, plan(known, envelope), record.offset(), rows);
        } catch (UnusableRecordException | KafkaException e) {
            throw e;
        } catch (RuntimeException _) {
            return false;
        }
    }

    private boolean map(RawEnvelope envelope, RawPlan plan, long offset, RowSink rows) {
        var before = envelope.before();
        var after = envelope.after();
        if (after == null) {
            if (before != null) {
                rows.add(row.of(plan, before, envelope, headers, offset, table.forgetsDeleted()));
            }
            return true;
        }
        if (before != null && !sameKey(plan, before, after)) {
            return false;
        }
        rows.add(row.of(plan, after, envelope, headers, offset, false));
        return true;
    }

    private static boolean sameKey(RawPlan plan, RowImage before, RowImage after) {
        if (plan.key.length == 0) {
            return before.isSame(after);
        }
        return Arrays.stream(plan.key).allMatch(column -> column == RawPlan.NOWHERE || before.isSame(after, column));
    }

    private Known known(int id) {
        Schema schema = wire.schema(id);
        try {
            return new Known(new RawEnvelope(schema));
        } catch (RuntimeException _) {
            return new Known(null);
        }
    }

    private RawPlan plan(Known known, RawEnvelope envelope) {
        var plan = known.plan;
        if (plan == null
                || !known.source.equals(headers.sourceName())
                || !Arrays.equals(known.database, envelope.database())
                || !Arrays.equals(known.table, envelope.table())) {
            known.source = headers.sourceName();
            known.database = envelope.database();
            known.table = envelope.table();
            var origin =
                    new Origin(known.source, RawRecordHeaders.text(known.database), RawRecordHeaders.text(known.table));
            plan = known.plans.computeIfAbsent(origin, it -> plan(it, envelope));
            known.plan = plan;
        }
        return plan;
    }

    private RawPlan plan(Origin origin, RawEnvelope envelope) {
        var layout =
                layouts.getOrDefault(origin.source(), Layouts.documented()).find(origin.database(), origin.table());
        var name = layout == null
                ? origin.table().toUpperCase(Locale.ROOT)
                : layout.table().name();
        return row.plan(name, RowReader.names(envelope.image(), layout), envelope.shape());
    }
}
