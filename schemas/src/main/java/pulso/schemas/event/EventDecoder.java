package pulso.schemas.event;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import pulso.schemas.source.RejectionReason;
import pulso.schemas.source.Row;
import pulso.schemas.source.RowIdentity;

/** Reads a row of a log table by its dictionary. Pure: the caller says what instant a wall-clock time is. */
public final class EventDecoder {
    private static final String[] DATA_COLUMNS = {"data1", "data2", "data3", "data4", "data5"};

    private EventDecoder() {}

    /** The columns of a row as text, empty or null where there is nothing; never compared, so its data may be an array. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Columns(
            @Nullable String callId,
            @Nullable String queue,
            @Nullable String agent,
            String event,
            long origId,
            @Nullable String[] data) {}

    public static Decoded decode(LogTable table, Row row, long offset, Function<LocalDateTime, Instant> instants) {
        return decode(table, row, offset, instants, UnaryOperator.identity());
    }

    /**
     * @param names the documented event as which one is read that the log calls otherwise
     */
    public static Decoded decode(
            LogTable table,
            Row row,
            long offset,
            Function<LocalDateTime, Instant> instants,
            UnaryOperator<String> names) {
        return decode(table, row, null, offset, instants, names);
    }

    /** Decodes a row of a file, which has no duplicates where its rows bear no number: the reader knows what is the same. */
    public static Decoded decode(LogTable table, Row row, RowIdentity identity, long offset) {
        return decode(table, row, identity, offset, local -> local.toInstant(ZoneOffset.UTC), UnaryOperator.identity());
    }

    private static Decoded decode(
            LogTable table,
            Row row,
            @Nullable RowIdentity identity,
            long offset,
            Function<LocalDateTime, Instant> instants,
            UnaryOperator<String> names) {
        var name = row.text("event");
        if (name == null || name.isBlank()) {
            return new Decoded.Unusable(RejectionReason.BAD_FIELD, "event is empty");
        }
        var at = at(row, instants);
        if (at == null) {
            return new Decoded.Unusable(RejectionReason.NO_TIME, "datetime is empty or no date");
        }
        var data = new @Nullable String[DATA_COLUMNS.length];
        for (int i = 0; i < data.length; i++) {
            data[i] = row.text(DATA_COLUMNS[i]);
        }
        var origId = row.number("origid");
        var columns = new Columns(
                row.text("callid"),
                row.text("queuename"),
                row.text("agent"),
                names.apply(name.strip()),
                origId == null ? 0 : origId,
                data);
        return decode(table, columns, at, identity == null ? RowIdentity.of(table.tableName(), row) : identity, offset);
    }

    /** Decodes what a reader has taken apart itself. */
    public static Decoded decode(LogTable table, Columns columns, Instant at, RowIdentity identity, long offset) {
        var spec = table.find(columns.event());
        if (spec == null) {
            return new Decoded.Unknown(columns.event());
        }
        var data = EventData.of(spec, columns.data());
        switch (spec.name()) {
            case "AGENTLOGOFF" -> data.stockLogoff(columns.data()[1]);
            case "ATTENDEDTRANSFER" -> {
                if ("LINK".equals(columns.data()[0])) {
                    data.linkedTransfer(columns.data()[3], columns.data()[4]);
                }
            }
            case "FINISHWRAPUP" -> {
                if (!data.isPlausibleWrapUp()) {
                    return new Decoded.Unusable(
                            RejectionReason.BAD_FIELD,
                            "timeleft and totalwrapup are missing or timeleft exceeds the total");
                }
            }
            default -> {}
        }
        return new Decoded.Known(event(table, spec, columns, data, at, identity, offset));
    }

    private static QueueEvent event(
            LogTable table,
            EventSpec spec,
            Columns columns,
            EventData data,
            Instant at,
            RowIdentity identity,
            long offset) {
        var callId = nameOf(columns.callId());
        return new QueueEvent(
                spec.kind(),
                spec.name(),
                table.channel(),
                at,
                callId == null || isNoCall(callId) ? null : callId,
                nameOf(columns.queue()),
                agent(spec, nameOf(columns.agent()), data),
                columns.origId(),
                offset,
                identity.high(),
                identity.low(),
                data.waitSeconds,
                data.talkSeconds,
                data.ringMillis,
                data.durationSeconds,
                data.wrapUpLeftSeconds,
                data.wrapUpTotalSeconds,
                data.position,
                data.messages,
                spec.kind() == EventKind.AGENT_TRANSFER ? data.toAgent : data.fromAgent,
                data.client(table == LogTable.WEBCHAT && spec.kind().begins()),
                data.guid,
                data.target,
                data.detail);
    }

    /** Who acted: the agent column, which a chat table may lack, else what the event carries. */
    private static @Nullable String agent(EventSpec spec, @Nullable String named, EventData data) {
        if (spec.kind() == EventKind.AGENT_ATTENDED && data.toAgent != null) {
            return data.toAgent;
        }
        if (named != null) {
            return named;
        }
        return spec.kind() == EventKind.AGENT_TRANSFER ? data.fromAgent : data.agent;
    }

    private static @Nullable Instant at(Row row, Function<LocalDateTime, Instant> instants) {
        var local = row.dateTime("datetime");
        return local == null ? row.instant("datetime") : instants.apply(local);
    }

    /** Blank, NONE, N/A and NULL name nothing. */
    public static @Nullable String nameOf(@Nullable String value) {
        if (value == null) {
            return null;
        }
        var stripped = value.strip();
        return switch (stripped) {
            case "", "NONE", "N/A", "NULL" -> null;
            default -> stripped;
        };
    }

    /** Names that AMI, the console and realtime members leave in callid (ASTERISK.md 2, ADDMEMBER). */
    private static boolean isNoCall(String callId) {
        return switch (callId) {
            case "REALTIME", "MANAGER", "CLI" -> true;
            default -> false;
        };
    }
}
