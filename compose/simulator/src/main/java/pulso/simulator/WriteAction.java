package pulso.simulator;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One statement that uContact would run, of one row, and the moment at which it would. */
public sealed interface WriteAction {

    long writeAtMillis();

    /** Depends on the content alone, never on the JVM: it tells a resumed simulation from one that was changed. */
    long fingerprint();

    private static long mix(long hash, @Nullable Object value) {
        return hash * 1_000_003L
                + Objects.requireNonNullElse(value, "").toString().hashCode();
    }

    /** INSERT INTO ccrepo, one of the log tables, which have the same columns. */
    sealed interface LogInsert extends WriteAction permits QueueLogInsert, ChatLogInsert {
        String table();

        long origid();

        LocalDateTime datetime();

        String callid();

        String queuename();

        @Nullable
        String agent();

        String event();

        String data1();

        String data2();

        String data3();

        String data4();

        String data5();

        /** By their names, in the order of the table. */
        default Map<String, @Nullable Object> columns() {
            var columns = new LinkedHashMap<String, @Nullable Object>();
            columns.put("origid", origid());
            columns.put("datetime", datetime());
            columns.put("callid", callid());
            columns.put("queuename", queuename());
            columns.put("agent", agent());
            columns.put("event", event());
            columns.put("data1", data1());
            columns.put("data2", data2());
            columns.put("data3", data3());
            columns.put("data4", data4());
            columns.put("data5", data5());
            return columns;
        }
    }

    /** INSERT INTO ccrepo.QUEUE_LOG_REPO. */
    record QueueLogInsert(
            long writeAtMillis,
            long origid,
            LocalDateTime datetime,
            String callid,
            String queuename,
            String agent,
            String event,
            String data1,
            String data2,
            String data3,
            String data4,
            String data5)
            implements LogInsert {

        @Override
        public String table() {
            return Channel.TELEPHONY.table();
        }

        @Override
        public long fingerprint() {
            long hash = mix(mix(mix(origid, datetime), callid), queuename);
            hash = mix(mix(mix(hash, agent), event), data1);
            return mix(mix(mix(mix(hash, data2), data3), data4), data5);
        }

        QueueLogInsert again(long laterMillis) {
            return new QueueLogInsert(
                    laterMillis, origid, datetime, callid, queuename, agent, event, data1, data2, data3, data4, data5);
        }
    }

    /** INSERT INTO ccrepo, the log table of a channel other than telephony. */
    record ChatLogInsert(
            long writeAtMillis,
            Channel channel,
            long origid,
            LocalDateTime datetime,
            String callid,
            String queuename,
            @Nullable String agent,
            String event,
            String data1,
            String data2,
            String data3,
            String data4,
            String data5)
            implements LogInsert {

        @Override
        public String table() {
            return channel.table();
        }

        @Override
        public long fingerprint() {
            long hash = mix(mix(mix(mix(origid, channel.table()), datetime), callid), queuename);
            hash = mix(mix(mix(hash, agent), event), data1);
            return mix(mix(mix(mix(hash, data2), data3), data4), data5);
        }

        ChatLogInsert again(long laterMillis) {
            return new ChatLogInsert(
                    laterMillis,
                    channel,
                    origid,
                    datetime,
                    callid,
                    queuename,
                    agent,
                    event,
                    data1,
                    data2,
                    data3,
                    data4,
                    data5);
        }
    }

    /** INSERT INTO any other table that has an {@code id}. Rows of one table name the same columns in the same order. */
    record RowInsert(long writeAtMillis, String table, Map<String, Object> values) implements WriteAction {

        public RowInsert {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }

        @Override
        public long fingerprint() {
            return mix(mix(13, table), values);
        }
    }

    /** UPDATE of the row with the {@code id} of both: before and after are whole rows. */
    record RowUpdate(long writeAtMillis, String table, Map<String, Object> before, Map<String, Object> after)
            implements WriteAction {

        public RowUpdate {
            before = Collections.unmodifiableMap(new LinkedHashMap<>(before));
            after = Collections.unmodifiableMap(new LinkedHashMap<>(after));
        }

        @Override
        public long fingerprint() {
            return mix(mix(17, table), after);
        }
    }

    /** DELETE of the row with that {@code id}. */
    record RowDelete(long writeAtMillis, String table, Map<String, Object> before) implements WriteAction {

        public RowDelete {
            before = Collections.unmodifiableMap(new LinkedHashMap<>(before));
        }

        @Override
        public long fingerprint() {
            return mix(mix(19, table), before);
        }
    }

    /** INSERT INTO ccrepo.CDR_REPO. */
    record CdrInsert(long writeAtMillis, CdrRow row) implements WriteAction {

        @Override
        public long fingerprint() {
            return mix(mix(mix(mix(mix(7, row.uniqueid()), row.calldate()), row.duration()), row.guid()), row.rating());
        }
    }

    /** UPDATE ccrepo.CDR_REPO: a tag or a rating that came after the call. */
    record CdrUpdate(
            long writeAtMillis,
            String uniqueid,
            String userfield,
            @Nullable LocalDateTime finishtime,
            @Nullable BigDecimal rating)
            implements WriteAction {

        @Override
        public long fingerprint() {
            return mix(mix(mix(mix(11, uniqueid), userfield), finishtime), rating);
        }
    }
}
