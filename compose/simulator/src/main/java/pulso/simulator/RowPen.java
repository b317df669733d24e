package pulso.simulator;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;

/**
 * Writes queue log rows as the centre's log writer would: a row is stamped some milliseconds after what it tells, stamps and origids never
 * step back, and the faults of the writing itself (a row twice, a row late) happen here. Fields are not stamps: a length in a field is
 * measured at the event, so field and row clock differ by a second now and then.
 */
final class RowPen {
    static final String NONE = "NONE";

    private static final int STAMP_LAG_MILLIS = 40;

    private final Timeline timeline;
    private final Dice dice;
    private final Faults faults;
    private final ZoneId zone;
    private final Outbox outbox;
    private final Ledger ledger;
    private long lastStampMillis = Long.MIN_VALUE;
    private long lastWriteMillis = Long.MIN_VALUE;
    private long lastOrigid;

    RowPen(Timeline timeline, Dice dice, SimulationPlan plan, Outbox outbox, Ledger ledger) {
        this.timeline = timeline;
        this.dice = dice;
        this.faults = plan.faults();
        this.zone = plan.zone();
        this.outbox = outbox;
        this.ledger = ledger;
    }

    /** Writes one row and returns the second of its datetime. Data columns not given are empty. */
    long row(String callid, String queue, String agent, String event, String... data) {
        lastStampMillis = Math.max(lastStampMillis, timeline.now() + dice.between(0, STAMP_LAG_MILLIS));
        long second = Math.floorDiv(lastStampMillis, 1000L);
        ledger.logReached(Channel.TELEPHONY, second);
        lastWriteMillis = Math.max(lastWriteMillis, lastStampMillis + dice.between(15, 120));
        long writeAt = lastWriteMillis;
        if (!callid.equals(NONE) && dice.chance(faults.lateRow())) {
            writeAt += dice.between(300, 4_500);
        }
        WriteAction.QueueLogInsert insert = new WriteAction.QueueLogInsert(
                writeAt,
                ++lastOrigid,
                local(second),
                callid,
                queue,
                agent,
                event,
                data(data, 0),
                data(data, 1),
                data(data, 2),
                data(data, 3),
                data(data, 4));
        outbox.add(insert);
        if (dice.chance(faults.duplicateRow())) {
            outbox.addDuplicate(insert.again(writeAt + dice.between(200, 20_000)));
        }
        return second;
    }

    LocalDateTime local(long epochSecond) {
        return LocalDateTime.ofEpochSecond(
                epochSecond, 0, zone.getRules().getOffset(Instant.ofEpochSecond(epochSecond)));
    }

    private static String data(String[] data, int index) {
        return index < data.length ? data[index] : "";
    }
}
